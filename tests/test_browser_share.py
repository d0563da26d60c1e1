"""What handing over promises: a link, the result as text, and what is printed."""

from urllib.parse import parse_qsl

import pytest
import yaml

from checker.build.places import ROOT
from checker.exports.link import fragment as link_fragment
from tests.checker_page import choose, follow, forget, fragment, linked, more, opened, value
from tests.shipped import POLICY, SUBMITTED
from tests.test_browser_checker import checked

GIVEN = {
    "wants_guidance": "unsure",
    "ama_submission_date": SUBMITTED,
    "us_trial_description": False,
    "classification": "augmentative",
    "category": "category_iii",
}
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"


@pytest.fixture
def filled(checker):
    """Give the checker page with some answers, one of them "not sure"."""
    follow(checker, fragment(GIVEN))
    return checker


class TestTheLink:
    def test_gives_the_same_result_to_whoever_opens_it(self, filled):
        """The link holds the fingerprint, the answers in their order, "not sure" too, and how many there are."""
        link = filled.locator("[data-link]").input_value()
        pairs = [pair.split("=") for pair in link.partition("#")[2].split("&")]
        assert [name for name, _ in pairs] == [
            "policy",
            "wants_guidance",
            "ama_submission_date",
            "us_trial_description",
            "classification",
            "category",
            "all",
        ]
        assert (pairs[0][1], pairs[-1][1]) == (POLICY.fingerprint[:12], "5")
        given, found = checked(filled), value(filled, "discussion")
        forget(filled)
        linked(filled, link.partition("#")[2])
        assert checked(filled) == given
        assert value(filled, "discussion") == found == "barred"
        assert not filled.locator("[data-notice=other-policy]").is_visible()

    def test_is_copied_after_it_is_said_what_it_reveals(self, filled):
        """What the link reveals stands above the button that copies it; that it was copied is told."""
        filled.context.grant_permissions(["clipboard-read", "clipboard-write"])
        more(filled)
        words = filled.locator("[data-share]").inner_text()
        assert "Browsers do not send the part after # to a site" in words
        assert words.index("whoever has it can read them") < words.index("Copy the link")
        filled.get_by_role("button", name="Copy the link").click()
        filled.wait_for_function("document.querySelector('[data-share] [data-copy=result-link] + .copied').textContent")
        assert filled.locator("[data-share] [data-copy=result-link] + .copied").inner_text() == "Copied."
        assert filled.evaluate("navigator.clipboard.readText()") == filled.locator("[data-link]").input_value()

    def test_is_copied_above_the_result_with_a_word_on_what_it_reveals(self, filled):
        """The button above the result is named for what the link holds, and says who can read it."""
        filled.context.grant_permissions(["clipboard-read", "clipboard-write"])
        filled.get_by_role("button", name="Copy link with your answers").click()
        told = filled.locator(".result-actions .copied:not(:empty)")
        assert told.inner_text() == "Copied. Whoever has the link can read your answers."
        assert filled.evaluate("navigator.clipboard.readText()") == filled.locator("[data-link]").input_value()

    def test_can_be_copied_by_hand_where_the_browser_refuses(self, filled):
        """Where copying is not allowed, the link is selected and the page says so."""
        filled.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
        filled.get_by_role("button", name="Copy link with your answers").click()
        told = filled.locator(".result-actions .copied:not(:empty)")
        assert "copy it with the keyboard" in told.inner_text()
        assert filled.evaluate("getSelection().toString()") == filled.locator("[data-link]").input_value()
        filled.evaluate("delete navigator.clipboard.writeText")


class TestTheText:
    def test_is_that_of_the_command_line_with_the_link(self, filled):
        """The button copies the result as text, which says what it is, what it comes to, and where it can be opened."""
        filled.context.grant_permissions(["clipboard-read", "clipboard-write"])
        filled.get_by_role("button", name="Copy as text").click()
        filled.wait_for_selector(".result-actions .copied:not(:empty)")
        text = filled.evaluate("navigator.clipboard.readText()")
        assert POLICY.disclaimer in " ".join(text.split())
        assert f"NO   {POLICY.questions['us_trial_description'].label}" in text
        assert text.endswith(f"; {filled.locator('[data-link]').input_value()}\n")


class TestReportingAResult:
    REPOSITORY = "https://code.example/owner/name"

    def test_is_not_offered_where_no_repository_is_known(self, filled):
        """A site that does not know its repository has no such button."""
        more(filled)
        assert not filled.locator("[data-report-result]").is_visible()

    def test_carries_the_fingerprint_and_the_answers_only_if_ticked(self, new_page, site_dir):
        """The link fills in the form with the fingerprint; with the answers while the box is ticked; never the name."""
        page = new_page()
        html = (site_dir / "checker" / "index.html").read_text("utf-8")
        known = html.replace("<title>", f'<meta name="repository" content="{self.REPOSITORY}"><title>', 1)
        page.context.route("**/checker/", lambda route: route.fulfill(body=known, content_type="text/html"))
        opened(page)
        page.locator('[name="technology"]').fill("Secret product")
        choose(page, "classification", "autonomous")
        more(page)
        link, box = page.get_by_role("link", name="Report it"), page.get_by_label("With my answers")

        def sent():
            address, _, query = link.get_attribute("href").partition("?")
            assert address == f"{self.REPOSITORY}/issues/new"
            assert "Secret" not in query
            return dict(parse_qsl(query))

        base = {"template": "result.yml", "fingerprint": POLICY.fingerprint[:12]}
        assert sent() == base
        box.check()
        assert sent() == base | {"answers": link_fragment(POLICY, {"classification": "autonomous"})}
        choose(page, "involves_physician_work", "false")
        assert "involves_physician_work=false" in sent()["answers"]
        box.uncheck()
        assert sent() == base

    def test_the_form_has_the_fields_that_the_link_fills_in(self):
        """The issue form has the file's name and the fields that the link names; each form says that it is public."""
        forms = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in FORMS.glob("*.yml")}
        assert {"result.yml", "text.yml", "fact.yml"} <= forms.keys()
        assert {"fingerprint", "answers"} <= {field.get("id") for field in forms["result.yml"]["body"]}
        for name, form in forms.items():
            if name != "config.yml":
                assert form["name"]
                assert "Anyone can read what you write here." in form["body"][0]["attributes"]["value"]
