"""What handing over promises: a link, files and a report that say the same as the page."""

import io
import json
import random
import re
import unicodedata
from collections import Counter
from datetime import date, datetime
from itertools import product
from urllib.parse import parse_qsl, unquote

import pytest
import yaml
from pypdf import PdfReader

from checker.build.places import ROOT
from checker.engine.answers import read_answers
from checker.exports.link import fragment as link_fragment
from checker.markup.report import report_html
from checker.sentences.provenance import Provenance
from checker.sentences.view import CONFLICTS_TITLE, view_of
from tests.checker_page import after, choose, follow, forget, fragment, linked, more, opened, printed, reach, value
from tests.shipped import CASES_TABLE, DAYS, EARLIER, POLICY, SUBMITTED, before
from tests.test_browser_checker import checked

GIVEN = {
    "wants_guidance": "unsure",
    "ama_submission_date": SUBMITTED,
    "us_trial_description": False,
    "classification": "augmentative",
    "category": "category_iii",
}
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
STRANGE = ("", "no JSON", "[]", "5", "null", '{"answers": []}', '{"answers": null}', '{"a": 1}', "{" * 9)


@pytest.fixture
def filled(checker):
    """Give the checker page with some answers, one of them "not sure"."""
    follow(checker, fragment(GIVEN))
    return checker


def saved(page, kind):
    """Save a file as a visitor does; return its name and text."""
    more(page)
    with page.expect_download() as waiting:
        page.locator(f'[data-share] [data-make="{kind}"]').click()
    download = waiting.value
    return download.suggested_filename, download.path().read_text("utf-8")


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


class TestFiles:
    def test_markdown_says_what_the_page_says(self, filled):
        """The Markdown holds every answer, the decisions, the clauses' words, the fingerprint and the link."""
        name, text = saved(filled, "markdown")
        assert name == "ase-cpt-self-assessment.md"
        assert POLICY.disclaimer in text
        assert re.search(r"Made on \w+ \d{1,2}, \d{4}\.", text)
        filled.locator("#why > summary").click()
        headlines = filled.locator("[data-why] > p > strong").all_inner_texts()
        assert len(headlines) == len(POLICY.decisions)
        assert all(headline in text for headline in headlines)
        assert text.count("| Not sure |") == 1
        assert text.count("| Not answered |") == len(POLICY.questions) - 5
        for clause in POLICY.clauses.values():
            assert f"### {clause.number} " in text
        assert POLICY.fingerprint in text
        assert f"<{filled.locator('[data-link]').input_value()}>" in text

    def test_json_can_be_loaded_again(self, filled):
        """The JSON names every question, tells "not sure" from "not answered", and fills the form again."""
        name, text = saved(filled, "json")
        assert name == "ase-cpt-self-assessment.json"
        data = json.loads(text)
        assert list(data["answers"]) == list(POLICY.questions)
        assert data["answers"]["wants_guidance"] == "unsure"
        assert data["answers"]["informed_ase"] is None
        assert data["fingerprint"] == POLICY.fingerprint
        assert data["link"] == filled.locator("[data-link]").input_value()
        assert data["assessment"]["decisions"]["discussion"]["value"] == "barred"
        assert data["in_words"]["clauses"][0]["text"] == next(iter(POLICY.clauses.values())).text
        given = checked(filled)
        after(filled, lambda: forget(filled))
        choose(filled, "classification", "autonomous")
        more(filled)
        load(filled, text)
        assert checked(filled) == given
        assert "were filled in" in filled.locator("[data-share-says]:not(:empty)").inner_text()
        after(filled, filled.locator("[data-notice=replaced] button").click)
        assert checked(filled) == {"classification": "autonomous"}

    def test_what_is_no_saved_file_changes_nothing(self, filled):
        """A file that is none of ours is refused in words, and nothing is lost."""
        before = checked(filled)
        more(filled)
        for text in STRANGE:
            filled.evaluate("for (const each of document.querySelectorAll('[data-share-says]')) each.textContent = ''")
            load(filled, text, waits=False)
            filled.wait_for_selector("[data-share-says]:not(:empty)")
            assert "Nothing was changed." in filled.locator("[data-share-says]:not(:empty)").inner_text(), text
            assert checked(filled) == before

    @pytest.mark.console_errors  # browsers log that there is no record of that version
    def test_a_file_of_another_version_is_told(self, filled):
        """A file saved under another version of the rules says so, and what cannot be read is named."""
        load(
            filled, json.dumps({"answers": {"classification": "assistive", "colour": "blue"}, "fingerprint": "0" * 64})
        )
        assert checked(filled) == {"classification": "assistive"}
        assert filled.locator("[data-notice=other-policy]").is_visible()
        # The browser logs the missing record, in this test and not in the next one with the same page.
        filled.wait_for_function("document.querySelector('[data-earlier-says]').textContent")
        assert "colour" in filled.locator("[data-notice=unread]").inner_text()


def load(page, text, *, waits=True):
    """Load a file as a visitor does."""

    def act():
        page.locator("[data-load]").set_input_files(
            {"name": "saved.json", "mimeType": "application/json", "buffer": text.encode()}
        )

    if waits:
        after(page, act)
    else:
        act()


LONG_NAME = ("A technology with rather a long name, as they have, version 12.4.1 " * 9)[:200]
ADDRESS = "https://somebody-with-a-long-name.github.io/a-site-with-a-name-as-well/checker/#"


def full_sheets(count):
    """Return sheets with an answer to every question, the same each time."""
    draw = random.Random(count)  # noqa: S311  no secret

    def answer(question):
        if question.type == "boolean":
            return draw.random() < 0.5
        if question.type == "date":
            return before(draw.randrange(500), "2028-06-30")
        return draw.choice([choice.id for choice in question.choices])

    return [{name: answer(question) for name, question in POLICY.questions.items()} for _ in range(count)]


def reports():
    """Return the reports of every worked case and of 140 full sheets, with a long name; the longest come first."""
    made = []
    for sheet in (*(case.answers for case in CASES_TABLE), *full_sheets(140)):
        answers, faults = read_answers(POLICY, sheet)
        assert not faults
        view = view_of(POLICY, answers, name=LONG_NAME, today=date(2027, 11, 25))
        link = ADDRESS + link_fragment(POLICY, answers.given)
        made.append(report_html(view, Provenance(day="November 25, 2027", link=link)))
    return sorted(made, key=len, reverse=True)


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


class TestTheReport:
    def test_is_a_page_with_everything_on_it(self, filled):
        """Printing gives one page: the decisions, the answers given, a line for each clause, and its origin."""
        for paper in ("Letter", "A4"):
            (page,) = pdf_pages(filled.pdf(format=paper, print_background=True))
            text = " ".join(page.split())
            assert f"Self-assessment: {POLICY.title}" in text
            assert POLICY.disclaimer in text
            assert f"The answers (4 of {len(POLICY.questions)} questions): " in text
            for name, words in (("wants_guidance", "Not sure"), ("us_trial_description", "No")):
                assert f"{POLICY.questions[name].label}: {words}" in text
            assert f"No {POLICY.questions['us_trial_description'].label}" in text
            for clause in POLICY.clauses.values():
                line = f"{clause.number} {clause.title} {clause.force} "
                assert unicodedata.normalize("NFKC", line) in text
            assert POLICY.fingerprint in text
            assert "policy=" in unquote(text).replace(" ", "")
            assert "Check your own case" not in text
            assert "Copy the link" not in text
            assert "Clause by clause" not in text

    def test_has_the_text_on_a_second_page_for_whoever_chooses_it(self, filled):
        """With the box checked the second page quotes every clause; unchecked again, it is one page again."""
        more(filled)
        box = filled.get_by_label(f"With {POLICY.publisher.possessive} text", exact=True)
        box.check()
        for paper in ("Letter", "A4"):
            first, second = (
                " ".join(each.split()) for each in pdf_pages(filled.pdf(format=paper, print_background=True))
            )
            assert POLICY.fingerprint in first
            for clause in POLICY.clauses.values():
                assert re.sub(r"[*\[\]]|\(#\)", "", clause.text).split()[-1] in second
        box.uncheck()
        assert len(pdf_pages(filled.pdf(format="Letter"))) == 1

    @pytest.mark.thorough
    @pytest.mark.parametrize("longest", [3, None])
    def test_is_a_page_whatever_is_answered(self, page, longest):
        """A page for every worked case and any full answers, with a name of 200 characters; with the text, two."""
        page.context.route("**/assets/runtime/**", lambda _route: None)  # the reports are made here
        page.goto("checker/")
        page.wait_for_selector("[data-checker=loading]")
        page.evaluate(
            """() => {
              const place = document.querySelector("[data-report]");
              addEventListener("beforeprint", () => { place.innerHTML = window.paper; });
            }"""
        )
        counted = Counter()
        for report in reports()[:longest]:
            page.evaluate("(report) => { window.paper = report; }", report)
            for paper, text in product(("Letter", "A4"), (False, True)):
                page.evaluate("(on) => { document.querySelector('[data-print-text]').checked = on; }", text)
                printed_ = page.pdf(format=paper, print_background=True)
                counted[paper, text, len(PdfReader(io.BytesIO(printed_)).pages)] += 1
        assert set(counted) == {("Letter", False, 1), ("A4", False, 1), ("Letter", True, 2), ("A4", True, 2)}

    def test_has_no_tip_of_what_is_under_the_pointer(self, filled):
        """Printed while the theme shows a tip, the paper is the one page all the same."""
        filled.locator("[data-form-summary]").click()
        filled.locator(".questions h2").last.hover()
        filled.locator(".questions h2 .headerlink").last.hover()
        filled.locator("[role=tooltip]").wait_for()
        assert len(pdf_pages(filled.pdf(format="Letter"))) == 1

    def test_can_be_read(self, filled):
        """No type on the paper is smaller than 7.5 points, and every status is a word, not a color alone."""
        filled.evaluate("dispatchEvent(new Event('beforeprint'))")
        filled.emulate_media(media="print")
        sizes = filled.evaluate(
            """() => [...document.querySelectorAll(".report *")].filter((each) => each.textContent.trim())
              .map((each) => parseFloat(getComputedStyle(each).fontSize) * 72 / 96)"""
        )
        badges = filled.locator(".report .status").all_text_contents()
        filled.evaluate("dispatchEvent(new Event('afterprint'))")
        assert min(sizes) >= 7.49
        assert len(badges) == 2 * len(POLICY.clauses)
        assert set(badges) <= {each.word for each in POLICY.statuses.values()}

    def test_is_printed_in_the_same_colours_whatever_the_screen_has(self, filled, new_page):
        """Whoever reads on a dark screen gets the same paper: no dark ground, and every status as in light."""
        looks = """
          () => [...document.querySelectorAll(".report, .report .status, .report .headline")].map((each) => {
            const { color, backgroundColor, borderColor } = getComputedStyle(each);
            return [color, backgroundColor, borderColor].join(" ");
          })
        """
        on_screen, on_paper = {}, {}
        dark = opened(new_page(color_scheme="dark"), "#" + fragment(GIVEN))
        for scheme, page in (("light", filled), ("dark", dark)):
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
            on_screen[scheme] = page.evaluate(looks)
            page.emulate_media(media="print")
            on_paper[scheme] = page.evaluate(looks)
        assert len(on_paper["dark"]) > len(POLICY.clauses)
        assert on_screen["dark"] != on_screen["light"]
        assert on_paper["dark"] == on_paper["light"]

    def test_has_odd_answers_and_the_name_on_it(self, checker):
        """With answers that look odd together, and a long name, both are on the one page."""
        full = {
            "informed_ase": False, "wants_guidance": True, "engaged_irt": True, "ama_submission_date": "2027-02-20",
            "ase_request_date": "unsure", "fda_process_begun": False, "offered_on_humans": False,
            "us_trial_description": True, "classification": "autonomous", "solely_workflow": True,
            "category": "category_iii", "category_iii_awarded": True, "requirements_familiar": False,
            "involves_physician_work": False, "recognizes_physician_work": "unsure",
        }  # fmt: skip
        follow(checker, fragment(full))
        reach(checker, "[name=technology]")
        after(checker, lambda: checker.locator("[name=technology]").fill(LONG_NAME))
        for paper in ("Letter", "A4"):
            (page,) = pdf_pages(checker.pdf(format=paper, print_background=True))
            text = " ".join(page.split())
            assert CONFLICTS_TITLE in text
            assert LONG_NAME in text

    def test_is_of_what_is_in_the_form_when_it_is_printed(self, filled):
        """A date that is still being typed is on the paper, and so is a name, without leaving the field."""
        reach(filled, f"[name={EARLIER}]")
        filled.locator(f"[name={EARLIER}]").focus()
        after(filled, lambda: filled.keyboard.insert_text(before(DAYS - 1)))
        assert f"{DAYS - 1} days before" in printed(filled)
        filled.locator("[name=technology]").focus()
        after(filled, lambda: filled.keyboard.insert_text("Echo helper"))
        assert "Echo helper" in printed(filled)
        assert filled.evaluate("document.activeElement.name") == "technology"

    def test_has_the_answers_alone_where_their_result_is_not_there_yet(self, page):
        """Printed before the checker has started, the paper says so, and holds every answer and nothing else."""
        page.context.route("**/assets/runtime/**", lambda _route: None)
        page.goto("checker/")
        page.wait_for_selector("[data-checker=loading]")
        page.locator('label.option:has(input[name="classification"][value="autonomous"])').click()
        page.locator("[name=ama_submission_date]").fill("2028-03-01")
        text = printed(page)
        assert "before the checker had started" in text
        assert f"{POLICY.questions['classification'].ask}Autonomous" in text
        assert f"{POLICY.questions['ama_submission_date'].ask}2028-03-01" in text
        assert text.count("Not answered") == len(POLICY.questions) - 2
        (paper,) = pdf_pages(page.pdf(format="Letter"))
        assert "Answers: " in paper
        assert "Check your own case" not in paper

    def test_has_the_day_on_which_it_is_printed(self, new_page):
        """Past midnight the paper has the new day, without any other change."""
        page = new_page()
        page.clock.install(time=datetime(2027, 3, 1, 23, 59, 30))  # noqa: DTZ001  the visitor's own clock
        page.goto("checker/#" + fragment(GIVEN))
        page.wait_for_selector("[data-checker=ready] [data-decision=discussion][data-value=barred]")
        assert "Made on March 1, 2027" in printed(page)
        page.clock.fast_forward("01:00")
        page.wait_for_function(
            """() => {
              dispatchEvent(new Event("beforeprint"));
              const day = document.querySelector("[data-report]").textContent.includes("March 2, 2027");
              dispatchEvent(new Event("afterprint"));
              return day;
            }"""
        )
        assert "Made on March 2, 2027" in printed(page)


def pdf_pages(data):
    """Return the text of each page of a PDF."""
    # The font has one sign for "fi": taken apart again.
    return [unicodedata.normalize("NFKC", page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]
