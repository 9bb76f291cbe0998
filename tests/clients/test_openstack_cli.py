"""The unmodified `openstack` command against heat-reference."""

import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest
import urllib.request

TEMPLATE = """\
heat_template_version: 2018-08-31
description: a server on a network of its own
parameters:
  flavor:
    type: string
    default: m1.small
resources:
  network:
    type: OS::Neutron::Net
  subnet:
    type: OS::Neutron::Subnet
    properties:
      network: {get_resource: network}
      cidr: 10.1.0.0/24
  secret:
    type: OS::Heat::RandomString
    properties: {length: 12}
  server:
    type: OS::Nova::Server
    depends_on: subnet
    properties:
      flavor: {get_param: flavor}
      image: cirros
      networks: [{network: {get_resource: network}}]
outputs:
  secret:
    description: a random text
    value: {get_attr: [secret, value]}
  address:
    value: {get_attr: [server, networks]}
"""

PARAMETERS = """\
heat_template_version: 2018-08-31
parameters:
  p: {type: string, default: d}
  q: {type: string, default: d}
resources:
  thing:
    type: OS::Heat::Value
    properties: {value: {get_param: p}}
"""

BROKEN = """\
heat_template_version: 2018-08-31
resources:
  a:
    type: OS::Heat::NoSuchType
"""


class OpenstackCli(unittest.TestCase):
    """One server for all; the tests use stacks of their own."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.clouds = pathlib.Path(cls.folder.name, "clouds.yaml")
        config = pathlib.Path(cls.folder.name, "config.yaml")
        config.write_text("enable_stack_abandon: true\nenable_stack_adopt: true\n")
        cls.log = open(pathlib.Path(cls.folder.name, "log"), "wb")
        cls.server = subprocess.Popen(
            [
                os.environ["HEAT_REFERENCE"],
                "serve",
                "--listen", "127.0.0.1:0",
                "--identity-listen", "127.0.0.1:0",
                "--clouds-yaml", str(cls.clouds),
                "--config", str(config),
            ],
            stdout=cls.log,
            stderr=cls.log,
        )
        cls.wait_until_written()

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        code = cls.server.wait(timeout=10)
        cls.log.close()
        cls.folder.cleanup()
        if code != 0:
            raise AssertionError(f"the server ended with {code}")

    @classmethod
    def wait_until_written(cls):
        deadline = time.monotonic() + 10
        while not cls.clouds.exists():
            if cls.server.poll() is not None or time.monotonic() > deadline:
                raise AssertionError("the server did not start")
            time.sleep(0.01)

    def file(self, name, text):
        path = pathlib.Path(self.folder.name, name)
        path.write_text(text)
        return str(path)

    def openstack(self, *arguments, cloud="demo", fails=False, env=None):
        """Runs the command; its standard output, or its standard error if it has to fail."""
        environment = {
            **os.environ,
            "OS_CLIENT_CONFIG_FILE": str(self.clouds),
            "OS_CLOUD": cloud,
            **(env or {}),
        }
        result = subprocess.run(
            ["openstack", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        shown = f"openstack {' '.join(arguments)}\n{result.stdout}\n{result.stderr}"
        if fails:
            self.assertNotEqual(result.returncode, 0, shown)
            return result.stderr
        self.assertEqual(result.returncode, 0, shown)
        return result.stdout

    def json(self, *arguments, **options):
        return json.loads(self.openstack(*arguments, "-f", "json", **options))

    def test_token(self):
        token = self.json("token", "issue")
        self.assertTrue(token["id"])
        self.assertRegex(token["expires"], r"^\d{4}-\d\d-\d\dT")

    def test_catalog(self):
        types = {row["Type"] for row in self.json("catalog", "list")}
        self.assertIn("orchestration", types)
        self.assertIn("identity", types)

    def test_life_of_a_stack(self):
        template = self.file("life.yaml", TEMPLATE)
        said = self.openstack("stack", "create", "--wait", "-t", template, "life")
        self.assertIn("Stack CREATE completed successfully", said)
        created = self.json("stack", "show", "life")
        self.assertEqual(created["stack_status"], "CREATE_COMPLETE")

        row = next(row for row in self.json("stack", "list") if row["Stack Name"] == "life")
        self.assertEqual(row["ID"], created["id"])
        self.assertEqual(row["Stack Status"], "CREATE_COMPLETE")

        shown = self.json("stack", "show", "life")
        self.assertEqual(shown["id"], created["id"])
        self.assertEqual(shown["stack_status_reason"], "Stack CREATE completed successfully")
        self.assertEqual(shown["parameters"]["flavor"], "m1.small")

        secret = self.json("stack", "output", "show", "life", "secret")
        self.assertEqual(len(secret["output_value"]), 12)

        self.assertEqual(
            json.loads(self.openstack("stack", "template", "show", "-f", "json", "life"))[
                "description"
            ],
            "a server on a network of its own",
        )

        said = self.openstack(
            "stack", "update", "--wait", "-t", template, "--parameter", "flavor=m1.medium", "life"
        )
        self.assertIn("Stack UPDATE completed successfully", said)
        updated = self.json("stack", "show", "life")
        self.assertEqual(updated["stack_status"], "UPDATE_COMPLETE")
        self.assertEqual(updated["id"], created["id"])
        self.assertEqual(self.json("stack", "show", "life")["parameters"]["flavor"], "m1.medium")
        again = self.json("stack", "output", "show", "life", "secret")
        self.assertEqual(again["output_value"], secret["output_value"])

        self.openstack("stack", "delete", "--wait", "--yes", "life")
        self.assertNotIn("life", [row["Stack Name"] for row in self.json("stack", "list")])
        self.assertIn("Stack not found", self.openstack("stack", "show", "life", fails=True))

    def test_dry_run_makes_nothing(self):
        template = self.file("dry.yaml", TEMPLATE)
        self.openstack("stack", "create", "--dry-run", "-t", template, "dry")
        self.assertNotIn("dry", [row["Stack Name"] for row in self.json("stack", "list")])

    def test_update_of_what_there_is(self):
        template = self.file("kept.yaml", PARAMETERS)
        self.openstack(
            "stack", "create", "--wait", "-t", template,
            "--parameter", "p=old", "--parameter", "q=old", "kept",
        )
        changes = self.json(
            "stack", "update", "--dry-run", "--existing", "--parameter", "p=new", "kept"
        )
        updated = [row["resource_name"] for row in changes if row["state"] == "updated"]
        self.assertEqual(updated, ["thing"])
        self.assertEqual(self.json("stack", "show", "kept")["parameters"]["p"], "old")
        self.openstack(
            "stack", "update", "--wait", "--existing", "--parameter", "p=new", "kept"
        )
        shown = self.json("stack", "show", "kept")["parameters"]
        self.assertEqual((shown["p"], shown["q"]), ("new", "old"))
        self.openstack(
            "stack", "update", "--wait", "--existing", "--clear-parameter", "q", "kept"
        )
        shown = self.json("stack", "show", "kept")["parameters"]
        self.assertEqual((shown["p"], shown["q"]), ("new", "d"))
        self.openstack("stack", "delete", "--wait", "--yes", "kept")

    def test_dry_run_of_an_update(self):
        template = self.file("planned.yaml", PARAMETERS)
        self.openstack("stack", "create", "--wait", "-t", template, "planned")
        empty = self.file("empty.yaml", "heat_template_version: 2018-08-31\n")
        changes = self.json("stack", "update", "--dry-run", "-t", empty, "planned")
        deleted = [row["resource_name"] for row in changes if row["state"] == "deleted"]
        self.assertEqual(deleted, ["thing"])
        self.assertEqual(self.json("stack", "show", "planned")["stack_status"], "CREATE_COMPLETE")
        self.openstack("stack", "delete", "--wait", "--yes", "planned")

    def test_stack_that_changes_hands(self):
        template = self.file("hands.yaml", TEMPLATE)
        self.openstack("stack", "create", "--wait", "-t", template, "mine")
        secret = self.json("stack", "output", "show", "mine", "secret")["output_value"]
        exported = json.loads(self.openstack("stack", "export", "mine"))
        self.assertEqual(exported["name"], "mine")
        self.assertEqual(exported["status"], "COMPLETE")
        file = str(pathlib.Path(self.folder.name, "abandoned.json"))
        self.openstack("stack", "abandon", "--output-file", file, "mine")
        self.openstack("stack", "adopt", "--wait", "--adopt-file", file, "yours")
        self.assertEqual(self.json("stack", "show", "yours")["stack_status"], "ADOPT_COMPLETE")
        adopted = self.json("stack", "output", "show", "yours", "secret")["output_value"]
        self.assertEqual(adopted, secret)
        self.openstack("stack", "delete", "--wait", "--yes", "yours")

    def test_validate(self):
        template = self.file("good.yaml", TEMPLATE)
        result = self.json("orchestration", "template", "validate", "-t", template)
        self.assertEqual(result["Description"], "a server on a network of its own")
        self.assertEqual(result["Parameters"]["flavor"]["Default"], "m1.small")

    def test_template_that_is_wrong(self):
        template = self.file("broken.yaml", BROKEN)
        said = self.openstack(
            "orchestration", "template", "validate", "-t", template, fails=True
        )
        self.assertIn("The Resource Type (OS::Heat::NoSuchType) could not be found.", said)
        said = self.openstack("stack", "create", "-t", template, "broken", fails=True)
        self.assertIn("The Resource Type (OS::Heat::NoSuchType) could not be found.", said)

    def test_name_that_is_taken(self):
        template = self.file("taken.yaml", "heat_template_version: 2018-08-31\n")
        self.openstack("stack", "create", "--wait", "-t", template, "taken")
        said = self.openstack("stack", "create", "-t", template, "taken", fails=True)
        self.assertIn("The Stack (taken) already exists.", said)
        self.openstack("stack", "delete", "--wait", "--yes", "taken")

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

    def identity_url(self):
        text = self.clouds.read_text()
        line = next(line for line in text.splitlines() if "auth_url" in line)
        return line.split("auth_url:")[1].split(",")[0].strip(" '\"}")


if __name__ == "__main__":
    unittest.main()
