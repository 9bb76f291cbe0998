"""The small Keystone, and the ways to come in."""

import json
import time
import urllib.request

import openstack

from heat_server import HeatServer
from openstack_cli import OpenstackCli
from openstack_sdk import connect, recorded
from templates import READABLE


class Identity(OpenstackCli):
    """Tokens, users, roles, and none at all."""

    def test_token(self):
        token = self.json("token", "issue")
        self.assertTrue(token["id"])
        self.assertRegex(token["expires"], r"^\d{4}-\d\d-\d\dT")

    def test_catalog(self):
        types = {row["Type"] for row in self.json("catalog", "list")}
        self.assertIn("orchestration", types)
        self.assertIn("identity", types)

    def test_wrong_password(self):
        said = self.openstack("stack", "list", fails=True, env={"OS_PASSWORD": "wrong"})
        self.assertRegex(said, r"\(HTTP 401\)|requires authentication|Unauthorized")

    def test_reader_may_look_but_not_touch(self):
        self.json("stack", "list", cloud="demo_reader")
        template = self.file("reader.yaml", "heat_template_version: 2018-08-31\n")
        said = self.openstack(
            "stack", "create", "-t", template, "refused", cloud="demo_reader", fails=True
        )
        self.assertIn("You are not authorized to use stacks:create.", said)

    def test_projects_and_users_of_ones_own(self):
        self.openstack("project", "create", "made", cloud="admin")
        self.openstack("user", "create", "--password", "pw", "maker", cloud="admin")
        self.openstack(
            "role", "add", "--project", "made", "--user", "maker", "member", cloud="admin"
        )
        projects = [row["Name"] for row in self.json("project", "list", cloud="admin")]
        self.assertIn("made", projects)
        env = {"OS_USERNAME": "maker", "OS_PASSWORD": "pw", "OS_PROJECT_NAME": "made"}
        self.assertEqual(self.json("stack", "list", env=env), [])

    def test_server_answers_who_asks_nothing(self):
        with urllib.request.urlopen(self.identity_url()) as answer:
            self.assertIn("version", json.load(answer))

    def test_token_of_somebody_else(self):
        # `admin_token` sends a token as it is, to an endpoint that it is told.
        token = self.json("token", "issue")["id"]
        endpoint = self.endpoint("orchestration")
        env = {
            "OS_CLOUD": None,
            "OS_AUTH_TYPE": "admin_token",
            "OS_TOKEN": token,
            "OS_ENDPOINT": endpoint,
        }
        template = self.file("token.yaml", READABLE)
        self.openstack("stack", "create", "--wait", "-t", template, "by-token", env=env)
        rows = self.json("stack", "list", env=env)
        self.assertEqual([row["Stack Name"] for row in rows], ["by-token"])
        self.openstack("stack", "delete", "--wait", "--yes", "by-token", env=env)
        said = self.openstack("stack", "list", fails=True, env={**env, "OS_TOKEN": "wrong"})
        self.assertRegex(said, r"\(HTTP 401\)|requires authentication|Unauthorized")

    def test_token_of_somebody_else_in_the_sdk(self):
        token = self.json("token", "issue")["id"]
        cloud = recorded(openstack.connection.Connection(
            auth_type="admin_token",
            auth={"token": token, "endpoint": self.endpoint("orchestration")},
        ))
        self.addCleanup(cloud.close)
        self.assertEqual(list(cloud.orchestration.stacks()), [])

    def endpoint(self, service):
        row = next(row for row in self.json("catalog", "list") if row["Type"] == service)
        return next(
            endpoint["url"] for endpoint in row["Endpoints"] if endpoint["interface"] == "public"
        )

    def identity_url(self):
        text = self.server.clouds.read_text()
        line = next(line for line in text.splitlines() if "auth_url" in line)
        return line.split("auth_url:")[1].strip()


class NoIdentity(OpenstackCli):
    """A server that asks nobody who he is."""

    @classmethod
    def setUpClass(cls):
        cls.server = HeatServer("--auth", "none")

    def test_life_of_a_stack(self):
        # clouds.yaml says `auth_type: none`, with the endpoint of the project.
        template = self.file("none.yaml", READABLE)
        self.openstack("stack", "create", "--wait", "-t", template, "nobodys")
        self.assertEqual(self.json("stack", "show", "nobodys")["stack_status"], "CREATE_COMPLETE")
        self.assertEqual(self.json("stack", "list", cloud="alt_demo"), [])
        self.openstack("stack", "delete", "--wait", "--yes", "nobodys")
        self.assertEqual(self.json("stack", "list"), [])

    def test_life_of_a_stack_in_the_sdk(self):
        cloud = connect(self.server)
        self.addCleanup(cloud.close)
        made = cloud.orchestration.create_stack(name="sdk", template=READABLE)
        deadline = time.monotonic() + 20
        while cloud.get_stack("sdk").status != "CREATE_COMPLETE":
            self.assertLess(time.monotonic(), deadline)
        cloud.orchestration.delete_stack(made)
        cloud.orchestration.wait_for_delete(made, interval=0.02, wait=20)
        self.assertEqual(cloud.list_stacks(), [])
