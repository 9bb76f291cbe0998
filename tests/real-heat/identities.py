"""Makes the projects, users and roles that the suite asks for, and Heat's own.

usage: identities.py KEYSTONE HEAT PASSWORD CLOUDS_YAML
"""

import json
import sys

from keystoneauth1 import session
from keystoneauth1.identity import v3

# name, project, roles; each is a cloud of clouds.yaml
USERS = [
    ("member", "one", ["member", "heat_stack_owner"]),
    ("reader", "one", ["reader"]),
    ("stack-user", "one", ["heat_stack_user"]),
    ("other", "two", ["member", "heat_stack_owner"]),
    ("fresh", "three", ["member", "heat_stack_owner"]),
]


def main(keystone, heat, password, clouds_yaml):
    def login(user, project):
        return {
            "auth_url": keystone,
            "username": user,
            "password": password,
            "project_name": project,
            "user_domain_id": "default",
            "project_domain_id": "default",
        }

    admin = session.Session(auth=v3.Password(**login("admin", "admin")))

    def make(kind, **properties):
        one = kind.removesuffix("s")
        answer = admin.post(f"{keystone}/{kind}", json={one: properties})
        return answer.json()[one]["id"]

    def ids(kind):
        return {it["name"]: it["id"] for it in admin.get(f"{keystone}/{kind}").json()[kind]}

    def grant(user, role, where):
        admin.put(f"{keystone}/{where}/users/{user}/roles/{roles[role]}")

    roles = ids("roles")
    for name in ("heat_stack_owner", "heat_stack_user", "service"):
        if name not in roles:
            roles[name] = make("roles", name=name)
    domain = make("domains", name="heat")
    projects = {
        name: make("projects", name=name, domain_id="default")
        for name in ("service", "one", "two", "three")
    }

    # Heat's own user, and the one that makes users for stacks in Heat's own domain.
    user = make("users", name="heat", password=password, domain_id="default")
    for role in ("admin", "service"):
        grant(user, role, f"projects/{projects['service']}")
    user = make("users", name="heat_domain_admin", password=password, domain_id=domain)
    grant(user, "admin", f"domains/{domain}")

    for name, project, its_roles in USERS:
        user = make("users", name=name, password=password, domain_id="default")
        for role in its_roles:
            grant(user, role, f"projects/{projects[project]}")
    grant(ids("users")["admin"], "admin", f"projects/{projects['one']}")

    service = make("services", type="orchestration", name="heat")
    for interface in ("public", "internal", "admin"):
        make(
            "endpoints",
            service_id=service,
            interface=interface,
            region_id="RegionOne",
            url=f"{heat}/v1/%(tenant_id)s",
        )

    users = [(name, project) for name, project, _ in USERS] + [("admin", "admin")]
    clouds = {
        name: {"auth": login(name, project), "region_name": "RegionOne"}
        for name, project in users
    }
    with open(clouds_yaml, "w") as file:
        json.dump({"clouds": clouds}, file, indent=2)  # which is YAML


main(*sys.argv[1:])
