"""Keystone for gunicorn, whose arguments Keystone would take for its own."""

import sys

sys.argv = ["keystone"]
from keystone.wsgi.api import application  # noqa: E402, F401
