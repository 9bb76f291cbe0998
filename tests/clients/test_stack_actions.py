"""`openstack stack`: actions, signals, hooks and snapshots."""

import json
import time

from openstack_cli import OpenstackCli
from templates import READABLE, TEMPLATE


class ActionsOfStacks(OpenstackCli):
    """What is done with a stack that there is."""

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
