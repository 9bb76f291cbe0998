"""The HTML report as a reader has it, in a real browser."""

import os
import pathlib
import unittest

from webdriver import Browser

URL = pathlib.Path(os.environ["REPORT"]).as_uri()
VISIBLE = "[...document.querySelectorAll('.requirement')].filter(row => !row.hidden)"


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()

    def setUp(self):
        # Another address of the same file, so that no state is left of the test before.
        self.browser.open("about:blank")
        self.browser.open(URL)
        self.assertEqual(self.problems(), [])

    def tearDown(self):
        self.assertEqual(self.problems(), [])

    def problems(self):
        return [line for line in self.browser.console() if line["level"] in ("SEVERE", "WARNING")]

    def js(self, expression, *arguments):
        return self.browser.run(f"return {expression}", *arguments)

    def choose(self, field, value):
        self.browser.run(
            "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
            "field.dispatchEvent(new Event(field.type === 'search' ? 'input' : 'change'))",
            field,
            value,
        )

    def visible(self, key):
        return self.js(f"{VISIBLE}.map(row => row.dataset[arguments[0]] ?? row.id)", key)

    def test_it_asks_the_network_for_nothing(self):
        entries = "performance.getEntriesByType('resource').map(entry => entry.name)"
        self.assertEqual(self.js(entries), [])

    def test_outcome_and_totals_are_there(self):
        self.assertEqual(self.js("document.getElementById('outcome').textContent"), "stale waiver")
        totals = self.js("document.querySelector('#totals tbody tr').innerText")
        n_all = int(totals.split("\t")[1])
        self.assertGreater(n_all, 20)
        self.assertEqual(len(self.visible("id")), n_all)
        self.assertEqual(self.js("document.getElementById('shown').textContent").split()[0], str(n_all))

    def test_what_a_target_or_a_file_says_is_no_markup(self):
        reason = self.js("document.getElementById('versions.list.300').textContent")
        self.assertIn("<b>known</b> & fine", reason)
        self.assertEqual(self.js("document.querySelectorAll('b').length"), 0)

    def test_filters_leave_what_fits_and_can_be_reset(self):
        n_all = len(self.visible("id"))
        self.choose("verdict", "unexpected-pass")
        self.assertEqual(self.visible("id"), ["versions.list.300"])
        self.choose("verdict", "")
        self.choose("level", "must")
        self.assertEqual(set(self.visible("level")), {"must"})
        self.choose("operation", "stacks.delete")
        self.assertEqual(set(self.visible("operation")), {"stacks.delete"})
        self.assertLess(len(self.visible("id")), n_all)
        self.choose("family", "generated")
        self.assertIn("stacks.delete.204.status", self.visible("id"))
        self.browser.run("document.getElementById('reset').click()")
        self.assertGreater(len(self.visible("id")), n_all)

    def test_search_finds_words_of_ids_and_promises(self):
        self.choose("search", "NAME-conflict stacks")
        found = self.visible("id")
        self.assertIn("stacks.create.409.name-conflict", found)
        self.assertTrue(all("name-conflict" in self.text(id) for id in found))
        self.choose("search", "no such words")
        self.assertEqual(self.visible("id"), [])
        self.assertTrue(self.js("document.getElementById('shown').textContent").startswith("0 of"))

    def text(self, id):
        return self.js("document.getElementById(arguments[0]).textContent.toLowerCase()", id)

    def test_the_matrix_leads_to_an_operation(self):
        link = "document.querySelector('[data-set=operation][data-value=\"stacks.delete\"]')"
        self.browser.run(f"{link}.click()")
        self.assertEqual(set(self.visible("operation")), {"stacks.delete"})
        cells = self.js(f"{link}.closest('tr').innerText")
        self.assertRegex(cells, r"\d+ of \d+")

    def test_every_link_leads_somewhere(self):
        dead = self.js(
            "[...document.querySelectorAll('a')].map(link => link.getAttribute('href'))"
            ".filter(href => !href.startsWith('#') || !document.getElementById(href.slice(1)))"
        )
        self.assertEqual(dead, [])
        twice = self.js(
            "(() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id);"
            "return ids.filter((id, index) => ids.indexOf(id) !== index) })()"
        )
        self.assertEqual(twice, [])

    def test_an_address_opens_a_requirement_whatever_is_filtered(self):
        self.choose("operation", "versions.list")
        self.browser.run("location.hash = 'stacks.create.201.status'")
        opened = "document.getElementById('stacks.create.201.status')"
        self.browser.run("return new Promise(done => setTimeout(done, 50))")
        self.assertTrue(self.js(f"{opened}.open && !{opened}.hidden"))

    def test_a_requirement_shows_source_expectation_exchange_and_curl(self):
        row = "document.getElementById('stacks.create.201')"
        self.browser.run(f"{row}.open = true; {row}.querySelector('button.exchange').click()")
        text = self.js(f"{row}.innerText")
        for part in ("source", "expected", "status 201", "POST http", "curl -i -X POST", "$OS_TOKEN"):
            self.assertIn(part, text)
        self.assertIn("x-auth-token: ***", text)
        self.browser.run(f"{row}.querySelector('button.exchange').click()")
        self.assertEqual(self.js(f"{row}.querySelectorAll('.shown-exchange').length"), 0)

    def test_a_scenario_shows_what_it_waited_for(self):
        text = self.js("document.querySelector('.timeline').textContent")
        self.assertRegex(text, r"Waited for .* to be .* \d+ looks: .* at \d+ ms")
        self.assertGreater(self.js("document.querySelectorAll('.timeline .bar i').length"), 0)

    def test_the_comparison_shows_what_changed(self):
        section = self.js("document.getElementById('comparison').textContent")
        self.assertIn(os.environ["EARLIER"], section)
        changes = self.js("[...document.querySelectorAll('.change')].map(row => row.innerText)")
        self.assertEqual(len(changes), 1)
        self.assertEqual(changes[0].split("\t")[:3], ["versions.list.300", "pass", "unexpected-pass"])

    def test_it_fits_a_phone(self):
        size = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
        self.browser.cdp("Emulation.setDeviceMetricsOverride", **size)
        try:
            self.assertEqual(self.js("document.documentElement.scrollWidth"), 390)
            self.browser.run("document.querySelector('.requirement').open = true")
            self.assertEqual(self.js("document.documentElement.scrollWidth"), 390)
        finally:
            self.browser.cdp("Emulation.clearDeviceMetricsOverride")

    def test_it_is_light_or_dark_as_the_reader_wants(self):
        def paper(scheme):
            features = [{"name": "prefers-color-scheme", "value": scheme}]
            self.browser.cdp("Emulation.setEmulatedMedia", features=features)
            return self.js("getComputedStyle(document.body).backgroundColor")

        self.assertEqual(paper("light"), "rgb(255, 255, 255)")
        self.assertEqual(paper("dark"), "rgb(22, 22, 24)")


if __name__ == "__main__":
    unittest.main()
