"""openstacksdk: its cloud layer, which Ansible's modules use."""

from openstack import exceptions

from openstack_sdk import OpenstackSdk, connect
from templates import READABLE, WITH_FILE


class CloudLayer(OpenstackSdk):
    """The methods of the connection itself."""

    def test_life_of_a_stack(self):
        template = self.file("life.yaml", READABLE)
        # It waits by asking for events, every five seconds. Its documentation says that tags are a
        # list, which it sends as it is and which Heat refuses: they have to be a text.
        with self.assertRaises(exceptions.BadRequestException):
            self.cloud.create_stack("life", tags=["a", "b"], template_file=template)
        made = self.cloud.create_stack(
            "life", tags="a,b", template_file=template, wait=True, timeout=300, text="mine"
        )
        self.assertEqual(made.status, "CREATE_COMPLETE")
        self.assertEqual(made.tags, ["a", "b"])
        self.assertEqual(made.timeout_mins, 5)
        self.assertFalse(made.is_rollback_disabled)
        self.assertEqual(made.parameters["text"], "mine")

        updated = self.cloud.update_stack(
            "life", tags="c", template_file=template, wait=True, text="yours"
        )
        self.assertEqual(updated.status, "UPDATE_COMPLETE")
        self.assertEqual(updated.tags, ["c"])
        self.assertEqual(updated.parameters["text"], "yours")

        self.assertEqual(self.cloud.get_stack("life").id, made.id)
        self.assertEqual(self.cloud.get_stack(made.id).name, "life")
        self.assertIsNone(self.cloud.get_stack("life", filters={"status": "CREATE_FAILED"}))
        self.assertEqual([stack.id for stack in self.cloud.search_stacks("life")], [made.id])
        self.assertEqual(self.cloud.search_stacks("none"), [])
        self.assertIn(made.id, [stack.id for stack in self.cloud.list_stacks()])
        self.assertEqual(self.cloud.list_stacks(name="none"), [])

        self.assertTrue(self.cloud.delete_stack("life", wait=True))
        self.assertIsNone(self.cloud.get_stack("life"))
        self.assertFalse(self.cloud.delete_stack("life"))

    def test_sections_that_are_null(self):
        # A template of Ansible's own tests has them.
        template = self.file(
            "null.yaml",
            "heat_template_version: 2018-08-31\nparameters:\nresources:\noutputs:\n",
        )
        made = self.cloud.create_stack("null", template_file=template)
        self.until("null", "CREATE_COMPLETE")
        self.assertTrue(self.cloud.delete_stack(made.id))

    def test_contents_of_a_template(self):
        self.file("shared.txt", "the text of a file")
        template = self.file("template.yaml", WITH_FILE)
        files, contents = self.cloud.get_template_contents(template_file=template)
        self.assertIn("the text of a file", files.values())
        self.assertEqual(set(contents["resources"]), {"secret", "value"})

    def test_reader_may_not_touch(self):
        reader = connect(self.server, "demo_reader")
        self.addCleanup(reader.close)
        self.assertIsInstance(reader.list_stacks(), list)
        with self.assertRaises(exceptions.ForbiddenException):
            reader.create_stack("refused", template_file=self.file("reader.yaml", READABLE))
