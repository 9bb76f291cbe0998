"""Just enough of the WebDriver protocol for one page, by the standard library alone."""

import json
import re
import subprocess
import urllib.request


class Browser:
    """A headless Chromium."""

    def __init__(self):
        self._driver = subprocess.Popen(
            ["chromedriver", "--port=0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        port = None
        for line in self._driver.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                port = found.group(1)
                break
        if port is None:
            raise RuntimeError("chromedriver did not start")
        self._base = f"http://127.0.0.1:{port}/session"
        options = {
            # Builds often run as root, where Chromium has no sandbox.
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        }
        capabilities = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = self._send("POST", "", {"capabilities": {"alwaysMatch": capabilities}})
        self._base += "/" + answer["sessionId"]

    def open(self, url):
        self._send("POST", "/url", {"url": url})

    def run(self, script, *arguments):
        """What a function body returns in the page."""
        return self._send("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def console(self):
        """What the page said since the last time."""
        return self._send("POST", "/se/log", {"type": "browser"})

    def cdp(self, command, **parameters):
        body = {"cmd": command, "params": parameters}
        return self._send("POST", "/goog/cdp/execute", body)

    def close(self):
        try:
            self._send("DELETE", "")
        finally:
            self._driver.terminate()
            self._driver.wait()
            self._driver.stdout.close()

    def _send(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._base + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]
