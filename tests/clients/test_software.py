"""`openstack software`: configurations and deployments."""

import json

from openstack_cli import OpenstackCli


class Software(OpenstackCli):
    """What is told to servers."""

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
