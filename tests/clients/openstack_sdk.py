"""Unmodified openstacksdk, and which of its methods for orchestration were called."""

import functools
import time
import unittest

import openstack
from openstack.cloud._orchestration import OrchestrationCloudMixin
from openstack.orchestration.v1._proxy import Proxy

from heat_server import HeatServer

# The public methods, as they are named in the report.
METHODS = {
    f"{owner.__name__}.{name}"
    for owner in (Proxy, OrchestrationCloudMixin)
    for name, value in vars(owner).items()
    if callable(value) and not name.startswith("_")
}

# Those that a test has called itself by now, and that answered.
CALLED = set()


def connect(server, cloud="demo", **options):
    """A connection whose calls are recorded."""
    config = openstack.config.OpenStackConfig(config_files=[str(server.clouds)])
    return recorded(openstack.connection.Connection(config=config.get_one(cloud=cloud, **options)))


def recorded(connection):
    """The connection, after its methods for orchestration were wrapped."""
    depth = 0
    for owner, target in ((Proxy, connection.orchestration), (OrchestrationCloudMixin, connection)):
        for name in vars(owner):
            full = f"{owner.__name__}.{name}"
            if full not in METHODS:
                continue

            # The methods call each other; only the outermost is the test's.
            def wrapped(*arguments, _method=getattr(target, name), _full=full, **named):
                nonlocal depth
                depth += 1
                try:
                    result = _method(*arguments, **named)
                finally:
                    depth -= 1
                if depth == 0:
                    CALLED.add(_full)
                return result

            setattr(target, name, functools.wraps(getattr(target, name))(wrapped))
    return connection


class OpenstackSdk(unittest.TestCase):
    """One server and connection for all tests of a class; they use stacks of their own."""

    @classmethod
    def setUpClass(cls):
        cls.server = HeatServer()
        cls.cloud = connect(cls.server)
        cls.heat = cls.cloud.orchestration

    @classmethod
    def tearDownClass(cls):
        cls.cloud.close()
        cls.server.stop()

    def file(self, name, text):
        path = self.server.folder / name
        path.write_text(text)
        return str(path)

    def until(self, name, status):
        """Asks for a stack until it has a status; the stack then."""
        deadline = time.monotonic() + 20
        while (stack := self.heat.get_stack(name)).status != status:
            self.assertLess(time.monotonic(), deadline, stack)
        return stack

    def created(self, name, template, **attributes):
        """A new stack, once it is complete."""
        self.heat.create_stack(name=name, template=template, **attributes)
        return self.until(name, "CREATE_COMPLETE")

    def removed(self, stack):
        """Deletes a stack and waits for its end."""
        self.heat.delete_stack(stack)
        self.heat.wait_for_delete(stack, interval=0.02, wait=20)
