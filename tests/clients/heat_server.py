"""A heat-reference of the tests' own."""

import os
import pathlib
import subprocess
import tempfile
import time

CONFIG = "enable_stack_abandon: true\nenable_stack_adopt: true\n"


class HeatServer:
    """A server on free ports, and a folder for it and its clients."""

    def __init__(self, *options):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self._folder.name)
        self.clouds = self.folder / "clouds.yaml"
        config = self.folder / "config.yaml"
        config.write_text(CONFIG)
        self._log = open(self.folder / "log", "wb")
        self._process = subprocess.Popen(
            [
                os.environ["HEAT_REFERENCE"],
                "serve",
                "--listen", "127.0.0.1:0",
                "--identity-listen", "127.0.0.1:0",
                "--clouds-yaml", str(self.clouds),
                "--config", str(config),
                *options,
            ],
            stdout=self._log,
            stderr=self._log,
        )
        self._wait_until_written()

    def stop(self):
        """Ends the server, which has to end well."""
        self._process.terminate()
        code = self._process.wait(timeout=10)
        self._log.close()
        self._folder.cleanup()
        if code != 0:
            raise AssertionError(f"the server ended with {code}")

    def said(self):
        """What it has written so far."""
        return (self.folder / "log").read_text()

    def _wait_until_written(self):
        deadline = time.monotonic() + 10
        while not self.clouds.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the server did not start: {self.said()}")
            time.sleep(0.01)
