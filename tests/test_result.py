"""A result: in which order it speaks, whom each clause addresses, and which silences it brings up."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import assess, read_answers
from checker.exports.explained import explained_of
from checker.exports.text import text_of
from checker.markup.places import CHECKER_PAGE
from checker.markup.result import result_html
from checker.sentences.silence import ALWAYS_TITLE, BROUGHT_UP, HERE_NONE, HERE_TITLE
from checker.sentences.view import CONFLICTS_TITLE, view_of
from checker.verify.reference import HOLDS
from tests.by_reference import TARGETS, result_of
from tests.own_policy import CASES_TABLE, POLICY
from tests.strategies import ANSWER, SHEETS

FULL = {
    "ama_submission_date": "2028-03-01",
    "ase_request_date": "2028-01-06",
    "us_trial_description": False,
    "classification": "augmentative",
    "solely_workflow": True,
}
ORDER = [
    *(decision.title for decision in POLICY.decisions.values()),
    "Your dates",
    *(addressee.title for addressee in POLICY.addressees.values()),
    HERE_TITLE,
    CONFLICTS_TITLE,
]

FOLDS = ("why", "all-clauses", "your-dates")

# Words that would turn advice, a request or a statement into a duty or a verdict.
DUTY = re.compile(
    r"\b(requires?|required|must|duty|oblig\w+|need to|have to|mandatory|deadline|late|comply)\b", re.IGNORECASE
)


SILENCES = [each for each in TARGETS if each.kind == "silence"]
"""Those that turn on answers, as the second evaluator has them."""


def view(**answers):
    """Return the result for answers, in words."""
    read, faults = read_answers(POLICY, answers)
    assert not faults
    return view_of(POLICY, read)


def html(**answers):
    """Return the result for answers as a tree."""
    return ET.fromstring(f"<result>{result_html(view(**answers), CHECKER_PAGE)}</result>")  # noqa: S314  it is ours


def words(element):
    """Return the text of an element."""
    return "".join(element.itertext())


def named(tree, part):
    """Return the part of a result that has this name."""
    return tree.find(f".//*[@data-part='{part}']")


class TestTheOrder:
    def test_on_the_page(self):
        """The page gives decisions, odd answers, what to do and the silences here; the clauses are in a fold."""
        tree = html(**FULL, category="category_iii")
        headings = [words(heading) for heading in tree.iter("h3")]
        assert headings == [
            "Discussion with ASE Clause 2",
            "Your Category III application Clause 3.2.1",
            CONFLICTS_TITLE,
            next(iter(POLICY.addressees.values())).title,
            HERE_TITLE,
        ]
        folds = [words(fold.find("summary")) for fold in tree.iter("details") if fold.get("id") in FOLDS]
        assert folds[-3:] == ["Why", f"All {len(POLICY.clauses)} clauses", "Calendar"]
        lists = [words(each) for each in tree.iter("h4") if each.get("id", "").startswith("list-")]
        assert lists == [each.title for each in POLICY.addressees.values()]

    def test_nothing_is_hidden_but_in_a_fold(self):
        """Each fold is closed at first, and what a decision says is in none."""
        tree = html(**FULL)
        assert [fold for fold in tree.iter("details") if fold.get("open") is not None] == []
        inside = {each for fold in tree.iter("details") for each in fold.iter()}
        assert not inside & set(tree.iter("section")) - {each for each in inside if each.get("data-why")}

    def test_in_text(self):
        """In short the conflicts are right below the decisions; then dates, clauses, what is open, and silences."""
        labels = (
            "Discussion",
            "Your\\b|ASE’s stated",
            "Answers",
            "Dates",
            "Clauses",
            "Also open",
            "Not said",
            "More",
        )
        text = text_of(view(**FULL, category="category_iii"))
        places = [re.search(rf"^(?:{label})", text, re.MULTILINE).start() for label in labels]
        assert places == sorted(places)

    def test_in_explained_text(self):
        """The text with everything has the page's order, with the silences of every case after those of this one."""
        text = explained_of(view(**FULL))
        places = [text.index(f"\n{title}") for title in (*ORDER[:-1], ALWAYS_TITLE, CONFLICTS_TITLE, "Answers\n")]
        assert places == sorted(places)


class TestDecisions:
    def test_each_ground_keeps_its_own_words_in_the_headline(self):
        """Clause 2 "cannot", and clause 3.3 "will not": the headline says which, and both where both stop ASE."""
        cannot, will_not = "ASE “cannot engage in discussion”", "ASE “will not engage in discussion”"
        autonomous = {"classification": "autonomous", "involves_physician_work": False}
        for answers, said in (
            ({"fda_process_begun": False}, (True, False)),
            (autonomous, (False, True)),
            ({**autonomous, "fda_process_begun": False}, (True, True)),
        ):
            discussion = view(**answers).decisions[0]
            assert (cannot in discussion.headline, will_not in discussion.headline) == said
            shown = words(named(html(**answers), "decision-discussion"))
            assert "“cannot engage in discussion regarding" in shown or not said[0]
            assert ("“will not engage in discussion regarding" in shown) == said[1]
            assert discussion.headline in words(named(html(**answers), "bar"))

    @settings(max_examples=300)
    @given(sheet=SHEETS)
    def test_what_would_stand_in_the_way_too_is_exact(self, sheet):
        """Where something stands in the way, every open question is named of which a "no" would, and no other."""
        found = view(**sheet).decisions[0]
        blocking = {question.id for question, _ in found.blocking}
        would = set()
        for question in POLICY.questions.values():
            if question.type == "boolean" and sheet.get(question.id, "unsure") == "unsure" and blocking:
                other = view(**{**sheet, question.id: False}).decisions[0]
                would |= {each.id for each, _ in other.blocking if each.id == question.id}
        assert {question.id for question in found.also_blocking} == would

    def test_what_would_stand_in_the_way_too_is_said_everywhere(self):
        """With one "no" in clause 2 the other two things do not look done: all that is shown or kept names them."""
        answers = {"fda_process_begun": False, "offered_on_humans": "unsure"}
        labels = [POLICY.questions[each].label for each in ("offered_on_humans", "us_trial_description")]
        page = words(named(html(**answers), "decision-discussion"))
        assert all(f"Open: {label}" in page for label in labels)
        assert all(f"Open {label}" in text_of(view(**answers)) for label in labels)
        said = explained_of(view(**answers))
        place = said[said.index(POLICY.decisions["discussion"].also_blocking_title) :]
        assert all(label in place[:300] for label in labels)

    def test_what_is_settled_is_not_called_open(self):
        """While one of the two is settled, the summary says that open questions can change the other alone."""
        assert view().open_in_words == "9 open questions can still change these two."
        barred = view(fda_process_begun=False, classification="assistive")
        assert barred.open_in_words == "1 open question can still change “ASE’s stated position”; the other is settled."
        assert view(**FULL, category="category_iii").open_in_words == "No open question can change these two."

    def test_each_ground_is_followed_by_its_own_clause_in_text(self):
        """Where both clauses stop ASE, each ground has its own number in the short text, and no number comes twice."""
        text = text_of(view(fda_process_begun=False, classification="autonomous", involves_physician_work=False))
        said = " ".join(text[: text.index("Clauses  ")].split())
        assert "This is also ASE’s stated position." in said
        assert "all three are in place: [2]" in said
        assert "specific physician work”. [3.3]" in said
        assert (said.count("[2]"), said.count("[3.3]")) == (1, 1)

    def test_what_is_kept_begins_with_what_it_is_not(self):
        """Text says before any result that it is a self-assessment, and whose the numbers are."""
        for form in (text_of, explained_of):
            said = form(view(**FULL))
            before = " ".join(said[: said.index("Discussion with")].split())
            assert POLICY.disclaimer in before
            assert "Clause numbers are this site’s own." in before


class TestClauses:
    def test_each_stands_once_in_the_list_of_whom_it_addresses(self):
        """Every clause stands in one list, that of its addressee, in the order of the source, with its mark-up."""
        tree = html()
        for addressee in POLICY.addressees:
            (heading,) = [each for each in tree.iter("h4") if each.get("id") == f"list-{addressee}"]
            fold = named(tree, "findings").find("details")
            found = [item.get("data-clause") for item in fold[list(fold).index(heading) + 1]]
            assert found == [each.id for each in POLICY.clauses.values() if each.addressed_to == addressee]
        marked = [item for item in tree.iter("li") if item.get("data-clause")]
        assert len(marked) == len(POLICY.clauses)
        for item in marked:
            assert item.get("data-status") in POLICY.statuses
            assert item.get("data-missing") is not None
            assert item.find("details") is not None

    def test_each_shows_its_number_its_link_and_its_force(self):
        """A clause stands with its number, a link to it, and the force with which the text says it."""
        tree = html()
        for clause in POLICY.clauses.values():
            (item,) = [each for each in tree.iter("li") if each.get("data-clause") == clause.id]
            assert [link.get("href") for link in item.findall("details/p/a")] == [f"../clauses/{clause.id}/"]
            line = words(item.find("details/summary"))
            assert line.startswith(f"{clause.number} {clause.title} {clause.force} ")
            assert item.find("details/blockquote") is not None

    def test_each_is_kept_with_its_force(self):
        """Text has a line for each clause with its number, its status and its force."""
        text, explained = text_of(view(**FULL)), explained_of(view(**FULL))
        for finding in view(**FULL).findings:
            clause = finding.clause
            assert f"Force: {clause.force}" in explained
            (line,) = re.findall(
                rf"^(?:Clauses)? +{re.escape(clause.number)} +{finding.word}: (.+)$", text, re.MULTILINE
            )
            todo = [f"{entry.force}. " for entry in view(**FULL).todo if entry.clause == clause]
            assert line == clause.force or line.startswith(todo[0])

    def test_the_day_of_the_eight_weeks_stands_with_its_clause(self):
        """The day 8 weeks before stands with clause 1.2, and with the dates, where the submission date is known."""
        for form, times in ((text_of, 1), (explained_of, 2)):
            assert form(view(ama_submission_date="2028-03-01")).count("January 5, 2028") == times
            assert "January 5, 2028" not in form(view(ase_request_date="2028-01-04"))
        tree = html(ama_submission_date="2028-03-01")
        times = [
            item.get("data-clause")
            for item in tree.iter("li")
            if item.get("data-clause") and item.find("details/p[@class='finding-date']") is not None
        ]
        assert times == ["eight-weeks"]
        assert html(ase_request_date="2028-03-01").find(".//p[@class='finding-date']") is None

    @pytest.mark.parametrize(
        "said", [each.title for each in POLICY.addressees.values()] + [each.word for each in POLICY.statuses.values()]
    )
    def test_no_title_and_no_status_says_more_than_the_weakest_clause(self, said):
        """No title of a list and no status speaks of a duty: the forces of the clauses differ, and none is one."""
        assert not DUTY.search(said)

    def test_the_check_of_titles_finds_what_it_looks_for(self):
        """The check above is not blind: the control."""
        assert DUTY.search("What ASE requires of you")


class TestSilences:
    @settings(max_examples=200, deadline=None)
    @given(SHEETS, st.data())
    def test_answering_more_never_takes_one_back(self, sheet, data):
        """What was brought up stays when one more question is answered."""
        before, _ = read_answers(POLICY, sheet)
        open_names = [
            name for name in POLICY.questions if name not in before.known and sheet.get(name) != "unclassified"
        ]
        if open_names:
            name = data.draw(st.sampled_from(open_names))
            after, _ = read_answers(POLICY, sheet | {name: data.draw(ANSWER[name])})
            assert set(assess(POLICY, before).silences) <= set(assess(POLICY, after).silences)

    @settings(max_examples=200, deadline=None)
    @given(SHEETS)
    def test_one_stands_in_the_result_exactly_where_its_condition_is_settled(self, sheet):
        """A silence is listed here exactly where every way of answering what is open makes its condition hold."""
        wanted = [each.name for each in SILENCES if result_of(each, sheet).outcome == HOLDS]
        shown = [item.get("data-silence") for item in html(**sheet).iter("li") if item.get("data-silence")]
        assert shown == wanted

    def test_where_none_is_brought_up_it_says_so(self):
        """Without any, the place says so in words; with one, it has the titles, and a fold with the questions."""
        empty, full = named(html(), "silences"), named(html(**FULL), "silences")
        assert words(empty.find("p")) == HERE_NONE
        assert [fold.get("id") for fold in empty.findall("details")] == ["not-said-in-any-case"]
        titles = [each.title for each in view(**FULL).silences]
        assert [words(link) for link in full.findall("p/a")] == titles
        assert words(full.find("details/summary")) == f"{len(titles)} questions to send ASE"

    def test_those_of_every_case_are_folded_away(self):
        """What the text does not say in any case stands in a fold, the same whatever is answered."""
        general = [each for each in POLICY.silences if each.when is None]
        for tree in (html(), html(**FULL)):
            fold = named(tree, "silences").findall("details")[-1]
            assert fold.get("open") is None
            assert words(fold.find("summary")) == f"{ALWAYS_TITLE} ({len(general)})"
            titles = [words(item) for item in fold.iter("p") if item.get("class") == "silence-title"]
            assert titles == [each.title for each in general]

    def test_each_has_its_clauses_and_a_question_that_can_be_copied(self):
        """Each silence cites its clauses, and a button names the element with the plain text of its question."""
        tree = html(**FULL)
        buttons = [each for each in tree.iter("button") if each.get("data-copy")]
        by_id = {each.get("id"): each for each in tree.iter() if each.get("id")}
        asks = {f"ask-{each.id}": each.ask for each in POLICY.silences}
        general = sum(each.when is None for each in POLICY.silences)
        assert len(buttons) == general + len(view(**FULL).silences)
        for button in buttons:
            place = by_id[button.get("data-copy")]
            assert (button.get("type"), words(button)) == ("button", "Copy this question")
            assert (words(place), list(place)) == (asks[button.get("data-copy")], [])
            assert button.get("aria-describedby") in by_id
        assert "mailto" not in ET.tostring(tree, "unicode")
        for silence in view(**FULL).silences:
            (item,) = [each for each in tree.iter("li") if each.get("data-silence") == silence.id]
            cited = [words(link) for link in item.findall("p[@class='cited']/a")]
            assert cited == [f"clause {clause.number}" for clause in silence.clauses]

    def test_each_says_what_in_the_answers_brings_it_up(self):
        """The reasons of a silence hold by the answers, and are in the explained text too."""
        for silence in view(**FULL).silences:
            assert silence.reasons
            assert {line.state for line in silence.reasons} == {"holds"}
        assert explained_of(view(**FULL)).count(BROUGHT_UP) == len(view(**FULL).silences) > 0

    def test_those_of_the_case_are_named_in_text(self):
        """Text in short names each by its title, and says how many there are for anyone."""
        full = view(**FULL)
        short = " ".join(text_of(full).split())
        joined = "; ".join(silence.title for silence in full.silences)
        assert f"Not said {joined}. For anyone: {len(full.silences_always)}." in short
        assert HERE_NONE in " ".join(text_of(view()).split())


class TestBeforeAnyoneWrites:
    @pytest.mark.parametrize("case", CASES_TABLE, ids=lambda case: case.says)
    def test_where_there_is_a_question_to_send_there_is_the_policy_to_look_at_first(self, case):
        """Page and text have the caution with its address wherever they have such a question."""
        read, _ = read_answers(POLICY, case.answers)
        made = view_of(POLICY, read)
        forms = [result_html(made, CHECKER_PAGE), explained_of(made)]
        end_of_a_question = made.silences_always[0].ask[-20:]
        for form in forms:
            assert end_of_a_question in " ".join(form.split())
            assert POLICY.caution.address in form


class TestTheLengthOfTheText:
    @pytest.mark.parametrize("case", CASES_TABLE, ids=lambda case: case.says)
    def test_is_about_30_lines(self, case):
        """Every worked case has at most 37 lines; 41 with notes, odd answers or two grounds for one decision. No id."""
        read, _ = read_answers(POLICY, case.answers)
        full = view_of(POLICY, read)
        more = full.conflicts or full.dates.notes or full.dates.caution
        more = more or any(len(card.grounds) > 1 for card in full.cards)
        text = text_of(full)
        assert text.count("\n") <= (41 if more else 37)
        assert not re.search(r"\b[a-z]+_[a-z_]+\b|\bbarred\b", text)

    def test_the_look_for_ids_finds_one(self):
        """The look for ids is not blind: the control."""
        assert re.search(r"\b[a-z]+_[a-z_]+\b", "Open: informed_ase")
