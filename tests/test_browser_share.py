"""Passing a result on: its link, its text, the printed page, and a report that it looks wrong."""

import io
import unicodedata
from datetime import date

import pytest
import yaml
from markdown import markdown
from pypdf import PdfReader

from checker import read_answers
from checker.build.places import ROOT
from checker.pages.extension import PolicyPages
from checker.result.link import fragment as link_of
from checker.result.result import result_of
from checker.result.text import text_of
from tests.checker_page import after, checked, follow, fragment, opened
from tests.shipped import POLICY
from tests.test_browser_result import PLAN

NAMED = """() => {
  const field = document.querySelector("[name=technology]");
  field.value = "Echo reader";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
CLIPBOARD = "navigator.clipboard.readText()"


@pytest.fixture
def filled(checker):
    """Give the checker at the result of a whole plan."""
    checker.context.grant_permissions(["clipboard-read", "clipboard-write"])
    follow(checker, link_of(POLICY, PLAN))
    return checker


class TestTheLink:
    def test_gives_the_same_result_to_whoever_opens_it(self, filled, page):
        """The link holds the fingerprint, the answers in their order, "not sure" too, and how many there are."""
        link = filled.locator("[data-link]").input_value()
        assert link.partition("#")[2] == link_of(POLICY, PLAN)
        opened(page, f"#{link.partition('#')[2]}")
        assert checked(page) == checked(filled)
        assert page.locator("[data-result]").inner_text() == filled.locator("[data-result]").inner_text()
        assert not page.locator("[data-notice=other-policy]").is_visible()

    def test_is_copied_and_it_is_said_what_it_reveals(self, filled):
        """The button copies the link, and says beside itself who can read the answers."""
        button = filled.get_by_role("button", name="Copy link")
        button.click()
        said = button.locator("+ .copied", has_text="copied.")
        assert said.inner_text() == "Link copied. Whoever has the link can read your answers."
        assert filled.evaluate(CLIPBOARD) == filled.locator("[data-link]").input_value()
        after(filled, lambda: filled.evaluate(NAMED))
        assert said.count()  # the link does not hold the name
        after(filled, filled.locator("[data-done=informed_ase]").click)
        assert not said.count()  # the copied link is that of other answers

    def test_can_be_copied_by_hand_where_the_browser_refuses(self, filled):
        """Where copying is not allowed, the link is selected in view, and the page says so."""
        filled.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
        button = filled.get_by_role("button", name="Copy link")
        button.click()
        button.locator("+ .copied", has_text="copy it with the keyboard").wait_for()
        field = filled.locator("[data-link]")
        assert field.is_visible()
        assert filled.evaluate("getSelection().toString()") == field.input_value()
        filled.evaluate("delete navigator.clipboard.writeText")
        field.evaluate("(each) => { each.parentElement.hidden = true; }")


def test_the_text_is_that_of_the_command_line_with_the_link(filled):
    """The button copies the result as text: what it is, the outcomes, and where it can be opened."""
    filled.locator("[data-change]").click()
    after(filled, lambda: filled.locator('[name="technology"]').fill("心エコー 🫀"))
    filled.locator(".form-actions [data-see]").click()
    assert filled.locator(".result-name").inner_text() == "心エコー 🫀"
    button = filled.get_by_role("button", name="Copy as text")
    button.click()
    button.locator("+ .copied", has_text="copied.").wait_for()
    link = filled.locator("[data-link]").input_value()
    today = date.fromisoformat(filled.evaluate("new Date().toLocaleDateString('sv')"))
    result = result_of(POLICY, read_answers(POLICY, PLAN)[0], name="心エコー 🫀", today=today)
    assert filled.evaluate(CLIPBOARD) == text_of(result, link=link)


class TestPaper:
    @pytest.mark.parametrize("paper", ["Letter", "A4"])
    @pytest.mark.parametrize("at", ["", "category"])
    def test_a_plan_is_one_sheet(self, page, at, paper):
        """Whichever view is open: outcomes, list, answers, every clause on one line, version and link, on one sheet."""
        page.set_viewport_size({"width": 1280, "height": 720})
        opened(page, f"#{link_of(POLICY, PLAN) if not at else fragment(PLAN, at=at)}")
        after(page, lambda: page.evaluate(NAMED))
        assert page.locator("#result").is_visible() is (not at)
        sheets = PdfReader(io.BytesIO(page.pdf(format=paper))).pages
        # The font has one sign for "fi": separate the letters again.
        text = unicodedata.normalize("NFKC", "\n".join(sheet.extract_text() for sheet in sheets))
        lines = [" ".join(line.split()) for line in text.splitlines()]
        whole = " ".join(lines)
        for said in (
            "Echo reader",
            POLICY.disclaimer,
            "cannot engage in discussion",
            "Why, clause by clause",
            "neither sponsor, support, nor interfere",
            "40 days before March 1, 2027",
            "Tell ASE that you intend to file.",
            f"fingerprint {POLICY.version}",
            POLICY.questions["wants_guidance"].ask + " Yes",
            POLICY.questions["us_trial_description"].ask + " No",
        ):
            assert unicodedata.normalize("NFKC", said) in whole, said
        for clause in POLICY.clauses.values():
            line = unicodedata.normalize("NFKC", f"{clause.number} {clause.title} ")
            assert any(each.startswith(line) and len(each) > len(line) for each in lines), line
        for unwanted in (
            "Copy link",
            "Mark as done",
            "Clear all answers",
            "Check your own case",
            "Add to calendar",
            "://",
        ):
            assert unwanted not in whole
        assert POLICY.questions["solely_workflow"].ask not in whole  # it is not answered
        notes = [each.get_object() for sheet in sheets for each in sheet["/Annots"]]
        links = [each["/A"].get("/URI") for each in notes if "/A" in each]
        assert page.locator("[data-link]").input_value().replace("#", "?#") in links
        assert len(sheets) == 1

    def test_is_asked_for_by_a_button(self, filled):
        """The button above the result opens the browser's own print dialog."""
        filled.evaluate("() => { window.print = () => { window.printed = true; }; }")
        filled.get_by_role("button", name="Print").click()
        assert filled.evaluate("window.printed")


class TestSayingThatItLooksWrong:
    def test_leads_to_the_repository_with_the_version_if_that_is_known(self):
        """The link fills in the form with the fingerprint; a site that knows no repository has no such link."""
        there, elsewhere = (
            markdown("::: checker", extensions=[PolicyPages(repository=address)])
            for address in ("https://code.example/owner/name", "")
        )
        query = f"template=result.yml&amp;fingerprint={POLICY.version}"
        assert f'href="https://code.example/owner/name/issues/new?{query}"' in there
        assert "Something wrong with this result?" not in elsewhere

    def test_the_form_has_the_field_that_the_link_fills_in(self):
        """The issue form has the file's name and the field that the link names; each form says that it is public."""
        forms = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in FORMS.glob("*.yml")}
        assert {"result.yml", "text.yml"} <= forms.keys()
        assert "fingerprint" in {field.get("id") for field in forms["result.yml"]["body"]}
        for name, form in forms.items():
            if name != "config.yml":
                assert "Anyone can read what you write here." in form["body"][0]["attributes"]["value"]
