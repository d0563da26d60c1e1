"""Passing a result on: a link, the result as text, what is printed, and a word that it looks wrong."""

import io
import unicodedata
from urllib.parse import parse_qsl

import pytest
import yaml
from pypdf import PdfReader

from checker.build.places import ROOT
from checker.exports.link import fragment as link_of
from tests.checker_page import after, checked, choose, follow, fragment, more, opened, value
from tests.shipped import POLICY, SUBMITTED

GIVEN = {
    "wants_guidance": "unsure",
    "ama_submission_date": SUBMITTED,
    "us_trial_description": False,
    "classification": "augmentative",
    "category": "category_iii",
}
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
CLIPBOARD = "navigator.clipboard.readText()"


@pytest.fixture
def filled(checker):
    """Give the checker page with some answers, one of them "not sure"."""
    checker.context.grant_permissions(["clipboard-read", "clipboard-write"])
    follow(checker, fragment(GIVEN))
    return checker


class TestTheLink:
    def test_gives_the_same_result_to_whoever_opens_it(self, filled, page):
        """The link holds the fingerprint, the answers in their order, "not sure" too, and how many there are."""
        link = filled.locator("[data-link]").input_value()
        assert link.partition("#")[2] == link_of(POLICY, GIVEN)
        page.goto(link)
        page.wait_for_selector("[data-checker=ready] [data-decision=discussion][data-value=barred]")
        assert checked(page) == checked(filled)
        assert not page.locator("[data-notice=other-policy]").is_visible()

    def test_is_copied_after_it_is_said_what_it_reveals(self, filled):
        """What the link reveals is above the button that copies it; above the result, the button's word says so."""
        more(filled)
        words = filled.locator("[data-share]").inner_text()
        assert words.index("whoever has it can read them") < words.index("Copy the link")
        for name, said in (
            ("Copy the link", "Copied."),
            ("Copy link with your answers", "Copied. Whoever has the link can read your answers."),
        ):
            button = filled.get_by_role("button", name=name)
            button.click()
            button.locator("+ .copied:not(:empty)").wait_for()
            assert button.locator("+ .copied").inner_text() == said
            assert filled.evaluate(CLIPBOARD) == filled.locator("[data-link]").input_value()

    def test_can_be_copied_by_hand_where_the_browser_refuses(self, filled):
        """Where copying is not allowed, the link is selected and the page says so."""
        filled.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
        filled.get_by_role("button", name="Copy link with your answers").click()
        assert "copy it with the keyboard" in filled.locator(".result-actions .copied:not(:empty)").first.inner_text()
        assert filled.evaluate("getSelection().toString()") == filled.locator("[data-link]").input_value()
        filled.evaluate("delete navigator.clipboard.writeText")

    def test_puts_earlier_answers_aside_and_they_can_be_brought_back(self, checker):
        """A link fills in its own answers; what was there before is one button away, and the address follows."""
        choose(checker, "classification", "assistive")
        own = checked(checker)
        follow(checker, "classification=autonomous&wibble=1")
        assert checked(checker) == {"classification": "autonomous"}
        assert "wibble" in checker.locator("[data-notice=unread]").inner_text()
        after(checker, checker.locator("[data-notice=replaced] button").click)
        assert checked(checker) == own
        assert not checker.locator("[data-notice=unread]").is_visible()
        checker.wait_for_function("location.hash.includes('classification=assistive')")

    def test_made_under_another_version_says_so_and_leads_to_the_changes(self, checker):
        """Its answers are filled in where they fit, under the present rules; a link leads to what has changed."""
        follow(checker, fragment({**GIVEN, "colour": "blue"}, policy="0123456789ab"))
        notice = checker.locator("[data-notice=other-policy]")
        assert notice.is_visible()
        assert notice.get_by_role("link").get_attribute("href").endswith("changes/")
        assert "colour" in checker.locator("[data-notice=unread]").inner_text()
        assert value(checker, "position") == "neutral"
        follow(checker, link_of(POLICY, {"category": "other"}))
        assert not notice.is_visible()


class TestTheText:
    def test_is_that_of_the_command_line_with_the_link(self, filled):
        """The button copies the result as text: what it is, what it comes to, and where it can be opened."""
        filled.locator("[data-form-summary]").click()
        after(filled, lambda: filled.locator('[name="technology"]').fill("心エコー 🫀"))
        assert filled.locator(".result-name").inner_text() == "心エコー 🫀"
        button = filled.get_by_role("button", name="Copy as text")
        button.click()
        button.locator("+ .copied", has_text="Copied.").wait_for()
        text = filled.evaluate(CLIPBOARD)
        assert POLICY.disclaimer in " ".join(text.split())
        assert "Technology: 心エコー 🫀" in text
        assert f"NO   {POLICY.questions['us_trial_description'].label}" in text
        assert text.endswith(f"; {filled.locator('[data-link]').input_value()}\n")


class TestPaper:
    @pytest.mark.parametrize("folded", [False, True])
    def test_has_the_result_and_the_answers(self, checker, folded):
        """Whether the form is open or folded, paper has decisions, what to do, every clause and the answers given."""
        after(checker, lambda: checker.locator('[name="technology"]').fill("Echo reader"))
        follow(checker, fragment(GIVEN, at="" if folded else "category"))
        assert checker.locator("[data-form-summary]").is_visible() is folded
        data = checker.pdf(format="Letter")
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
        # The font has one sign for "fi": taken apart again.
        text = unicodedata.normalize("NFKC", " ".join(" ".join(pages).split()))
        for said in (
            "Echo reader",
            POLICY.disclaimer,
            "8 weeks (56 days)",
            "cannot engage in discussion",
            "neither sponsor, support, nor interfere",
            POLICY.questions["wants_guidance"].ask + " Not sure",
            POLICY.questions["us_trial_description"].ask + " No",
            *(f"{clause.number} {clause.title}" for clause in POLICY.clauses.values()),
            *(addressee.title for addressee in POLICY.addressees.values()),
        ):
            assert unicodedata.normalize("NFKC", said) in text, said
        for not_said in (
            "Copy link",
            "Copy this question",
            "Clear all answers",
            "Check your own case",
            "Calendar file",
        ):
            assert not_said not in text
        assert POLICY.questions["informed_ase"].ask not in text  # it is not answered

    def test_is_asked_for_by_a_button(self, checker):
        """The button above the result opens the browser's own print dialog."""
        checker.evaluate("() => { window.print = () => { window.printed = true; }; }")
        checker.get_by_role("button", name="Print").click()
        assert checker.evaluate("window.printed")


class TestSayingThatItLooksWrong:
    REPOSITORY = "https://code.example/owner/name"

    def test_is_not_offered_where_no_repository_is_known(self, checker):
        """A site that does not know its repository has no such link."""
        more(checker)
        assert not checker.locator("[data-report-result]").is_visible()

    def test_names_the_version_and_no_answer(self, new_page, site_dir):
        """The link fills in the form with the fingerprint, and with nothing that the visitor has entered."""
        page = new_page()
        html = (site_dir / "checker" / "index.html").read_text("utf-8")
        known = html.replace("<title>", f'<meta name="repository" content="{self.REPOSITORY}"><title>', 1)
        page.context.route("**/checker/", lambda route: route.fulfill(body=known, content_type="text/html"))
        opened(page, "#classification=autonomous")
        more(page)
        address, _, query = page.get_by_role("link", name="Report it").get_attribute("href").partition("?")
        assert address == f"{self.REPOSITORY}/issues/new"
        assert dict(parse_qsl(query)) == {"template": "result.yml", "fingerprint": POLICY.fingerprint[:12]}

    def test_the_form_has_the_field_that_the_link_fills_in(self):
        """The issue form has the file's name and the field that the link names; each form says that it is public."""
        forms = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in FORMS.glob("*.yml")}
        assert {"result.yml", "text.yml", "fact.yml"} <= forms.keys()
        assert "fingerprint" in {field.get("id") for field in forms["result.yml"]["body"]}
        for name, form in forms.items():
            if name != "config.yml":
                assert "Anyone can read what you write here." in form["body"][0]["attributes"]["value"]
