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

READABLE = """\
heat_template_version: 2018-08-31
parameters:
  text:
    type: string
    default: of the template
resources:
  secret:
    type: OS::Heat::RandomString
    properties: {length: 8}
    metadata: {owner: somebody}
  value:
    type: OS::Heat::Value
    properties:
      type: json
      value: {list: [1, {a: null}]}
outputs:
  secret:
    description: what is shared
    value: {get_attr: [secret, value]}
  list:
    value: {get_attr: [value, value, list]}
"""

WITH_FILE = READABLE + """\
  file:
    value: {get_file: shared.txt}
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

    @staticmethod
    def names(resources):
        """The names of resources that stand in a list, which the command shows as text."""
        resources = json.loads(resources) if isinstance(resources, str) else resources
        return [resource["resource_name"] for resource in resources]

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

    def test_outputs(self):
        template = self.file("outputs.yaml", READABLE)
        self.openstack("stack", "create", "--wait", "-t", template, "outputs")
        rows = self.json("stack", "output", "list", "outputs")
        self.assertEqual({row["output_key"] for row in rows}, {"list", "secret"})
        self.assertIn("what is shared", {row["description"] for row in rows})
        shown = self.json("stack", "output", "show", "outputs", "list")
        self.assertEqual(shown["output_value"], [1, {"a": None}])
        shown = self.json("stack", "output", "show", "--all", "outputs")
        self.assertEqual(set(shown), {"list", "secret"})
        said = self.openstack("stack", "output", "show", "outputs", "none", fails=True)
        self.assertRegex(said, "(?i)none.*not found|not found.*none")
        self.openstack("stack", "delete", "--wait", "--yes", "outputs")

    def test_resources(self):
        template = self.file("resources.yaml", READABLE)
        self.openstack("stack", "create", "--wait", "-t", template, "resources")
        rows = self.json("stack", "resource", "list", "resources")
        self.assertEqual({row["resource_name"] for row in rows}, {"secret", "value"})
        self.assertEqual({row["resource_status"] for row in rows}, {"CREATE_COMPLETE"})
        rows = self.json("stack", "resource", "list", "--long", "-n", "1", "resources")
        self.assertEqual({row["stack_name"] for row in rows}, {"resources"})
        filtered = ["--filter", "name=secret", "--filter", "type=OS::Heat::RandomString"]
        rows = self.json("stack", "resource", "list", *filtered, "resources")
        self.assertEqual([row["resource_name"] for row in rows], ["secret"])

        shown = self.json("stack", "resource", "show", "resources", "value")
        self.assertEqual(shown["resource_type"], "OS::Heat::Value")
        self.assertEqual(shown["attributes"]["value"], {"list": [1, {"a": None}]})
        shown = self.json(
            "stack", "resource", "show", "--with-attr", "more", "resources", "value"
        )
        self.assertIsNone(shown["attributes"]["more"])
        metadata = self.openstack("stack", "resource", "metadata", "resources", "secret")
        self.assertEqual(json.loads(metadata), {"owner": "somebody"})
        said = self.openstack("stack", "resource", "show", "resources", "none", fails=True)
        self.assertRegex(said, "(?i)none.*not found|not found.*none")
        self.openstack("stack", "delete", "--wait", "--yes", "resources")

    def test_events(self):
        template = self.file("events.yaml", READABLE)
        self.openstack("stack", "create", "--wait", "-t", template, "events")
        rows = self.json("stack", "event", "list", "events")
        reasons = {row["resource_status_reason"] for row in rows}
        self.assertIn("Stack CREATE completed successfully", reasons)
        of_one = ["--resource", "secret", "--sort", "event_time:asc"]
        rows = self.json("stack", "event", "list", *of_one, "events")
        self.assertEqual(
            [row["resource_status"] for row in rows], ["CREATE_IN_PROGRESS", "CREATE_COMPLETE"]
        )
        shown = self.json("stack", "event", "show", "events", "secret", rows[0]["id"])
        self.assertEqual(shown["resource_type"], "OS::Heat::RandomString")
        self.assertEqual(shown["resource_properties"], {"length": 8})
        said = self.openstack("stack", "event", "show", "events", "secret", "none", fails=True)
        self.assertRegex(said, "(?i)none.*not found|not found.*none|No event none found")
        self.openstack("stack", "delete", "--wait", "--yes", "events")

    def test_environment_and_files(self):
        self.file("shared.txt", "the text of a file")
        template = self.file("environment.yaml", WITH_FILE)
        environment = self.file("env.yaml", "parameters: {text: of the environment}\n")
        self.openstack(
            "stack", "create", "--wait", "-t", template, "-e", environment, "environment"
        )
        shown = self.json("stack", "environment", "show", "environment")
        self.assertEqual(shown["parameters"], {"text": "of the environment"})
        # The command shows all files in one column.
        (files,) = self.json("stack", "file", "list", "environment").values()
        self.assertIn("the text of a file", files.values())
        said = self.openstack("stack", "environment", "show", "none", fails=True)
        self.assertRegex(said, "(?i)stack.*not found|not found.*stack|could not be found")
        self.openstack("stack", "delete", "--wait", "--yes", "environment")

    def test_actions_of_a_stack(self):
        template = self.file("acting.yaml", TEMPLATE)
        self.openstack("stack", "create", "--wait", "-t", template, "acting")
        for action in ("suspend", "resume", "check"):
            said = self.openstack("stack", action, "--wait", "acting")
            self.assertIn(f"{action.upper()}_COMPLETE", said)
        said = self.openstack("stack", "cancel", "acting", fails=True)
        self.assertIn("Stack acting with status", said)

        self.openstack("stack", "resource", "mark", "unhealthy", "acting", "secret", "out of order")
        updated = self.openstack("stack", "update", "--wait", "-t", template, "acting")
        self.assertIn("secret: CREATE_COMPLETE", updated.replace("]", ""))
        self.openstack("stack", "delete", "--wait", "--yes", "acting")

    def until(self, text, *arguments):
        """Runs the command until it says something; what it says then."""
        deadline = time.monotonic() + 60
        while text not in (said := self.openstack(*arguments)):
            self.assertLess(time.monotonic(), deadline, said)
        return said

    def test_signals(self):
        waiting = """\
heat_template_version: 2018-08-31
resources:
  handle: {type: OS::Heat::WaitConditionHandle}
  wait:
    type: OS::Heat::WaitCondition
    properties: {handle: {get_resource: handle}, timeout: 300}
outputs:
  told: {value: {get_attr: [wait, data]}}
"""
        template = self.file("waiting.yaml", waiting)
        self.openstack("stack", "create", "-t", template, "waiting")
        self.until("wait", "stack", "event", "list", "waiting")
        data = json.dumps({"id": "one", "data": "it is done"})
        self.openstack("stack", "resource", "signal", "waiting", "handle", "--data", data)
        self.until("CREATE_COMPLETE", "stack", "show", "-c", "stack_status", "waiting")
        shown = self.json("stack", "output", "show", "waiting", "told")
        self.assertEqual(json.loads(shown["output_value"]), {"one": "it is done"})
        said = self.openstack("stack", "resource", "signal", "waiting", "wait", fails=True)
        self.assertIn("signal is not supported for resource.", said)
        self.openstack("stack", "delete", "--wait", "--yes", "waiting")

    def test_hooks(self):
        template = self.file("held.yaml", READABLE)
        hooks = "resource_registry: {resources: {sec*: {hooks: pre-create}}}"
        environment = self.file("hooks.yaml", hooks)
        self.openstack("stack", "create", "-t", template, "-e", environment, "held")
        self.until("secret", "stack", "hook", "poll", "held")
        said = self.openstack("stack", "hook", "poll", "held")
        self.assertIn("CREATE paused until Hook pre-create is cleared", said)
        self.openstack("stack", "hook", "clear", "held", "sec*")
        self.until("CREATE_COMPLETE", "stack", "show", "-c", "stack_status", "held")
        said = self.openstack("stack", "hook", "poll", "held", fails=True)
        self.assertIn("not IN_PROGRESS", said)
        self.openstack("stack", "delete", "--wait", "--yes", "held")

    def test_cancelled_update(self):
        slow = """\
heat_template_version: 2018-08-31
parameters:
  value: {type: string, default: old}
  seconds: {type: number, default: 0}
resources:
  slow:
    type: OS::Heat::TestResource
    properties:
      value: {get_param: value}
      action_wait_secs: {update: {get_param: seconds}}
"""
        template = self.file("slow.yaml", slow)
        self.openstack("stack", "create", "--wait", "-t", template, "slow")
        changed = ["--parameter", "value=new", "--parameter", "seconds=20"]
        self.openstack("stack", "update", "-t", template, *changed, "slow")
        said = self.openstack("stack", "cancel", "--wait", "slow")
        self.assertIn("ROLLBACK_COMPLETE", said)
        self.assertEqual(self.json("stack", "show", "slow")["parameters"]["value"], "old")
        self.openstack("stack", "delete", "--wait", "--yes", "slow")

    def test_snapshots_of_a_stack(self):
        template = self.file("kept.yaml", TEMPLATE)
        self.openstack("stack", "create", "--wait", "-t", template, "kept")
        made = self.json("stack", "snapshot", "create", "--name", "first", "kept")
        self.assertEqual((made["name"], made["status"]), ("first", "IN_PROGRESS"))
        deadline = time.monotonic() + 20
        shown = ("stack", "snapshot", "show", "kept", made["ID"])
        while self.json(*shown)["snapshot"]["status"] != "COMPLETE":
            self.assertLess(time.monotonic(), deadline)
        listed = self.json("stack", "snapshot", "list", "kept")
        self.assertEqual([row["id"] for row in listed], [made["ID"]])
        self.openstack("stack", "snapshot", "restore", "kept", made["ID"])
        while self.json("stack", "show", "kept")["stack_status"] != "RESTORE_COMPLETE":
            self.assertLess(time.monotonic(), deadline)
        self.openstack("stack", "snapshot", "delete", "--yes", "kept", made["ID"])
        while self.json("stack", "snapshot", "list", "kept"):
            self.assertLess(time.monotonic(), deadline)
        self.openstack("stack", "delete", "--wait", "--yes", "kept")

    def test_software_configurations(self):
        script = self.file("greet.sh", "echo $who")
        more = self.file("greet.yaml", "inputs: [{name: who, default: you}]\noutputs: [{name: said}]\n")
        made = self.json(
            "software", "config", "create", "greet",
            "--group", "script", "--config-file", script, "--definition-file", more,
        )
        self.assertEqual(made["inputs"], [{"name": "who", "type": "String", "default": "you"}])
        rows = self.json("software", "config", "list")
        self.assertIn(made["id"], [row["id"] for row in rows])
        text = self.openstack("software", "config", "show", "--config-only", made["id"])
        self.assertIn("echo $who", text)
        self.openstack("software", "config", "delete", made["id"])
        said = self.openstack("software", "config", "show", made["id"], fails=True)
        self.assertRegex(said, "(?i)not found")

    def test_software_deployments(self):
        script = self.file("deploy.sh", "echo $who")
        config = self.json(
            "software", "config", "create", "deploy",
            "--group", "script", "--config-file", script,
        )
        made = self.json(
            "software", "deployment", "create", "deployed",
            "--config", config["id"], "--server", "the-server",
            "--input-value", "who=me", "--signal-transport", "NO_SIGNAL",
        )
        self.assertEqual(made["status"], "IN_PROGRESS")
        rows = self.json("software", "deployment", "list", "--server", "the-server")
        self.assertEqual([row["id"] for row in rows], [made["id"]])
        shown = self.json("software", "deployment", "show", "--long", made["id"])
        self.assertEqual(shown["server_id"], "the-server")
        metadata = json.loads(
            self.openstack("software", "deployment", "metadata", "show", "the-server")
        )
        inputs = {item["name"]: item.get("value") for item in metadata[0]["inputs"]}
        self.assertEqual(inputs["who"], "me")
        self.assertEqual(inputs["deploy_server_id"], "the-server")
        self.openstack("software", "deployment", "output", "show", "--all", made["id"])
        self.openstack("software", "deployment", "delete", made["id"])
        said = self.openstack("software", "deployment", "show", made["id"], fails=True)
        self.assertRegex(said, "(?i)not found")

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
        self.assertEqual(self.names(changes["updated"]), ["thing"])
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
        self.assertEqual(self.names(changes["deleted"]), ["thing"])
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
