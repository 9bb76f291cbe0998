"""`openstack stack`: what a stack is made of and what happened to it."""

import json

from openstack_cli import OpenstackCli
from templates import FAILING, READABLE, WITH_FILE


class PartsOfStacks(OpenstackCli):
    """What can be seen of a stack."""

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

    def test_failures(self):
        template = self.file("failing.yaml", FAILING)
        self.openstack("stack", "create", "-t", template, "failing")
        self.until("CREATE_FAILED", "stack", "show", "-c", "stack_status", "failing")
        said = self.openstack("stack", "failures", "list", "--long", "failing")
        self.assertIn("failing.bad:", said)
        self.assertIn("resource_type: OS::Heat::TestResource", said)
        self.assertIn("status: CREATE_FAILED", said)
        self.assertIn("Test Resource failed bad", said)
        self.openstack("stack", "delete", "--wait", "--yes", "failing")
