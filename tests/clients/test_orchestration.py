"""`openstack orchestration`: templates, types and the service."""

from openstack_cli import OpenstackCli
from templates import BROKEN, TEMPLATE


class Orchestration(OpenstackCli):
    """What the service knows without any stack."""

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

    def test_build(self):
        build = self.json("orchestration", "build", "info")
        self.assertEqual(set(build), {"api", "engine"})

    def test_services(self):
        (service,) = self.json("orchestration", "service", "list", cloud="admin")
        self.assertEqual((service["Binary"], service["Status"]), ("heat-engine", "up"))
        said = self.openstack("orchestration", "service", "list", fails=True)
        self.assertRegex(said, "(?i)not authorized|forbidden")

    def test_types(self):
        rows = self.json("orchestration", "resource", "type", "list")
        types = {row["Resource Type"] for row in rows}
        self.assertLess({"OS::Heat::Value", "OS::Nova::Server"}, types)
        filtered = ["--filter", "name=OS::Heat::Rand.*"]
        rows = self.json("orchestration", "resource", "type", "list", *filtered)
        self.assertEqual([row["Resource Type"] for row in rows], ["OS::Heat::RandomString"])
        rows = self.json("orchestration", "resource", "type", "list", "--long", *filtered)
        self.assertEqual(set(rows[0]), {"Resource Type", "Description"})

        shown = self.json("orchestration", "resource", "type", "show", "OS::Heat::RandomString")
        self.assertEqual(shown["properties"]["length"]["type"], "integer")
        for kind, version in (
            ("hot", "heat_template_version"),
            ("cfn", "HeatTemplateFormatVersion"),
        ):
            shown = self.json(
                "orchestration", "resource", "type", "show",
                "--template-type", kind, "OS::Heat::RandomString",
            )
            self.assertIn(version, shown)
        said = self.openstack("orchestration", "resource", "type", "show", "None", fails=True)
        self.assertIn("Resource type not found: None", said)

    def test_versions_and_functions(self):
        rows = self.json("orchestration", "template", "version", "list")
        versions = [row["Version"] for row in rows]
        self.assertIn("heat_template_version.2018-08-31", versions)
        functions = lambda *options: {
            row["Functions"]
            for row in self.json(
                "orchestration", "template", "function", "list", *options,
                "heat_template_version.2018-08-31",
            )
        }
        self.assertIn("get_attr", functions())
        self.assertNotIn("not", functions())
        self.assertIn("not", functions("--with_conditions"))
