"""openstacksdk: every method of its orchestration proxy."""

import time

from openstack import exceptions

from openstack_sdk import OpenstackSdk
from templates import BROKEN, READABLE, WITH_FILE


class OrchestrationProxy(OpenstackSdk):
    """`connection.orchestration`."""

    def test_life_of_a_stack(self):
        made = self.heat.create_stack(
            name="life", template=READABLE, tags="a,b", parameters={"text": "mine"}, timeout_mins=5
        )
        stack = self.heat.wait_for_status(
            self.heat.get_stack("life"), "CREATE_COMPLETE", ["CREATE_FAILED"], 0.02, 20
        )
        self.assertEqual(stack.id, made.id)
        self.assertEqual(stack.parameters["text"], "mine")
        self.assertEqual(stack.tags, ["a", "b"])
        self.assertEqual(stack.timeout_mins, 5)
        outputs = {output["output_key"]: output["output_value"] for output in stack.outputs}
        self.assertEqual(outputs["list"], [1, {"a": None}])
        self.assertEqual(len(outputs["secret"]), 8)
        # `get_stack` of openstacksdk 4.22 does not hand it on.
        self.assertTrue(self.heat.get_stack(stack.id, resolve_outputs=False).outputs)
        self.assertIsNone(self.heat.find_stack(stack.id, resolve_outputs=False).outputs)

        self.assertEqual(self.heat.find_stack("life").id, stack.id)
        self.assertEqual(self.heat.find_stack(stack.id).name, "life")
        self.assertIsNone(self.heat.find_stack("none"))
        with self.assertRaises(exceptions.NotFoundException):
            self.heat.find_stack("none", ignore_missing=False)

        self.heat.update_stack(stack, template=READABLE, parameters={"text": "yours"})
        updated = self.until("life", "UPDATE_COMPLETE")
        self.assertEqual(updated.parameters["text"], "yours")
        self.removed(stack)
        with self.assertRaises(exceptions.NotFoundException):
            self.heat.get_stack("life")
        self.heat.delete_stack("life")
        with self.assertRaises(exceptions.NotFoundException):
            self.heat.delete_stack("life", ignore_missing=False)

    def test_preview(self):
        preview = self.heat.create_stack(preview=True, name="planned", template=READABLE)
        self.assertEqual(preview.name, "planned")
        self.assertIsNone(self.heat.find_stack("planned"))

    def test_preview_of_an_update(self):
        # openstacksdk 4.22 leaves the address of the preview out: what it asks for is an update.
        stack = self.created("previewed", READABLE)
        self.heat.update_stack(stack, preview=True, template=READABLE, parameters={"text": "new"})
        self.assertEqual(self.until("previewed", "UPDATE_COMPLETE").parameters["text"], "new")
        self.removed(stack)

    def test_lists_of_stacks(self):
        stacks = [self.created(f"listed-{letter}", READABLE, tags=letter) for letter in "abc"]
        names = lambda **query: sorted(stack.name for stack in self.heat.stacks(**query))
        self.assertEqual(names(), ["listed-a", "listed-b", "listed-c"])
        # A page of one at a time, until a page is empty.
        self.assertEqual(names(limit=1), ["listed-a", "listed-b", "listed-c"])
        self.assertEqual(names(name="listed-b"), ["listed-b"])
        self.assertEqual(names(tags="c"), ["listed-c"])
        self.assertEqual(names(status="FAILED"), [])
        for stack in stacks:
            self.removed(stack)
        self.assertEqual(names(), [])

    def test_actions(self):
        stack = self.created("acting", READABLE)
        self.heat.suspend_stack(stack)
        self.until("acting", "SUSPEND_COMPLETE")
        self.heat.resume_stack(stack)
        self.until("acting", "RESUME_COMPLETE")
        self.heat.check_stack(stack)
        # No resource of this stack can be checked, which is no failure.
        self.until("acting", "CHECK_COMPLETE")
        self.removed(stack)

    def test_stack_that_changes_hands(self):
        stack = self.created("mine", READABLE)
        exported = self.heat.export_stack("mine")
        self.assertEqual((exported["id"], exported["status"]), (stack.id, "COMPLETE"))
        # By its name openstacksdk leaves the name out of the address, so the object is needed.
        abandoned = self.heat.abandon_stack(stack)
        self.assertEqual(set(abandoned["resources"]), {"secret", "value"})
        self.assertEqual(abandoned["id"], stack.id)

    def test_what_a_stack_was_made_of(self):
        environment = self.file("env.yaml", "parameters: {text: of the environment}\n")
        self.file("shared.txt", "the text of a file")
        template = self.file("template.yaml", WITH_FILE)
        attributes = self.heat.read_env_and_templates(
            template_file=template, environment_files=[environment]
        )
        stack = self.heat.create_stack(name="made", **attributes)
        stack = self.until("made", "CREATE_COMPLETE")
        self.assertEqual(stack.parameters["text"], "of the environment")
        self.assertEqual(
            self.heat.get_stack_environment("made").parameters, {"text": "of the environment"}
        )
        self.assertIn("the text of a file", self.heat.get_stack_files("made").values())
        shown = self.heat.get_stack_template("made")
        self.assertEqual(set(shown.resources), {"secret", "value"})
        files, contents = self.heat.get_template_contents(template_file=template)
        self.assertEqual(set(contents["resources"]), {"secret", "value"})
        self.assertIn("the text of a file", files.values())
        self.removed(stack)

    def test_resources_and_events(self):
        stack = self.created("watched", READABLE)
        rows = {row.name: row for row in self.heat.resources("watched")}
        self.assertEqual(set(rows), {"secret", "value"})
        self.assertEqual(rows["secret"].resource_type, "OS::Heat::RandomString")
        self.assertEqual(rows["secret"].status, "CREATE_COMPLETE")
        with self.assertRaises(exceptions.NotFoundException):
            list(self.heat.resources("none"))
        events = list(self.heat.stack_events(stack))
        self.assertEqual(len(events), 6)
        of_one = list(self.heat.stack_events("watched", resource_name="secret"))
        self.assertEqual(
            {event.resource_status for event in of_one}, {"CREATE_IN_PROGRESS", "CREATE_COMPLETE"}
        )
        self.removed(stack)

    def test_validation(self):
        valid = self.heat.validate_template(READABLE)
        self.assertEqual(valid.parameters["text"]["Default"], "of the template")
        with self.assertRaises(exceptions.BadRequestException):
            self.heat.validate_template(BROKEN)

    def test_software(self):
        config = self.heat.create_software_config(name="greet", group="script", config="echo me")
        self.assertEqual(self.heat.get_software_config(config.id).config, "echo me")
        self.assertIn(config.id, [row.id for row in self.heat.software_configs()])

        made = self.heat.create_software_deployment(
            config_id=config.id, server_id="a-server", action="CREATE", status="IN_PROGRESS",
            input_values={"who": "me"},
        )
        shown = self.heat.get_software_deployment(made.id)
        self.assertEqual(shown.input_values, {"who": "me"})
        rows = self.heat.software_deployments(server_id="a-server")
        self.assertEqual([row.id for row in rows], [made.id])
        self.heat.update_software_deployment(
            made, status="COMPLETE", output_values={"said": "hello"}
        )
        shown = self.heat.get_software_deployment(made.id)
        self.assertEqual((shown.status, shown.output_values), ("COMPLETE", {"said": "hello"}))
        self.heat.delete_software_deployment(made, ignore_missing=False)
        deadline = time.monotonic() + 20
        while list(self.heat.software_deployments(server_id="a-server")):
            self.assertLess(time.monotonic(), deadline)
        self.heat.delete_software_config(config.id, ignore_missing=False)
        with self.assertRaises(exceptions.NotFoundException):
            self.heat.get_software_config(config.id)
