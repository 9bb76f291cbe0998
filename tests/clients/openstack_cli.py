"""The unmodified `openstack` command, and which of its subcommands were run."""

import importlib.metadata
import json
import os
import subprocess
import time
import unittest

from heat_server import HeatServer

# The subcommands of heatclient, as the words that follow `openstack`.
SUBCOMMANDS = {
    tuple(point.name.split("_"))
    for point in importlib.metadata.entry_points(group="openstack.orchestration.v1")
}

# Those that were run by now and did what they should.
RUN = set()


class OpenstackCli(unittest.TestCase):
    """One server for all tests of a class; they use stacks of their own."""

    @classmethod
    def setUpClass(cls):
        cls.server = HeatServer()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def file(self, name, text):
        path = self.server.folder / name
        path.write_text(text)
        return str(path)

    def openstack(self, *arguments, cloud="demo", fails=False, env=None):
        """Runs the command; its standard output, or its standard error if it has to fail."""
        environment = {
            **os.environ,
            "OS_CLIENT_CONFIG_FILE": str(self.server.clouds),
            "OS_CLOUD": cloud,
            **(env or {}),
        }
        result = subprocess.run(
            ["openstack", *arguments],
            env={name: value for name, value in environment.items() if value is not None},
            capture_output=True,
            text=True,
            timeout=120,
        )
        shown = f"openstack {' '.join(arguments)}\n{result.stdout}\n{result.stderr}"
        if fails:
            self.assertNotEqual(result.returncode, 0, shown)
            return result.stderr
        self.assertEqual(result.returncode, 0, shown)
        RUN.update(words for words in SUBCOMMANDS if arguments[: len(words)] == words)
        return result.stdout

    def json(self, *arguments, **options):
        return json.loads(self.openstack(*arguments, "-f", "json", **options))

    @staticmethod
    def names(resources):
        """The names of resources that stand in a list, which the command shows as text."""
        resources = json.loads(resources) if isinstance(resources, str) else resources
        return [resource["resource_name"] for resource in resources]

    def until(self, text, *arguments):
        """Runs the command until it says something; what it says then."""
        deadline = time.monotonic() + 60
        while text not in (said := self.openstack(*arguments)):
            self.assertLess(time.monotonic(), deadline, said)
        return said
