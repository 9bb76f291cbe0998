"""`openstack stack`: stacks are made, changed, handed over and deleted."""

import json
import pathlib

from openstack_cli import OpenstackCli
from templates import PARAMETERS, TEMPLATE


class LifeOfStacks(OpenstackCli):
    """What makes, changes and ends stacks."""

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
        file = str(pathlib.Path(self.server.folder, "abandoned.json"))
        self.openstack("stack", "abandon", "--output-file", file, "mine")
        self.openstack("stack", "adopt", "--wait", "--adopt-file", file, "yours")
        self.assertEqual(self.json("stack", "show", "yours")["stack_status"], "ADOPT_COMPLETE")
        adopted = self.json("stack", "output", "show", "yours", "secret")["output_value"]
        self.assertEqual(adopted, secret)
        self.openstack("stack", "delete", "--wait", "--yes", "yours")

    def test_name_that_is_taken(self):
        template = self.file("taken.yaml", "heat_template_version: 2018-08-31\n")
        self.openstack("stack", "create", "--wait", "-t", template, "taken")
        said = self.openstack("stack", "create", "-t", template, "taken", fails=True)
        self.assertIn("The Stack (taken) already exists.", said)
        self.openstack("stack", "delete", "--wait", "--yes", "taken")
