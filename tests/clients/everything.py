"""Runs all tests; then no subcommand and no method of the installed clients is uncovered."""

import sys
import unittest

import openstack_cli
import openstack_sdk


def uncovered():
    """What no test has run, by the client that has it."""
    for words in sorted(openstack_cli.SUBCOMMANDS - openstack_cli.RUN):
        yield "openstack " + " ".join(words)
    yield from sorted(openstack_sdk.METHODS - openstack_sdk.CALLED)


if __name__ == "__main__":
    program = unittest.main(module=None, argv=[sys.argv[0], "discover"], exit=False, verbosity=2)
    missing = list(uncovered())
    for name in missing:
        print(f"not covered: {name}", file=sys.stderr)
    sys.exit(bool(missing) or not program.result.wasSuccessful())
