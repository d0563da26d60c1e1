"""Saved files side by side: the tables say what each result says, and nothing of the visitor's becomes markup."""

import json
from xml.etree.ElementTree import fromstring

import pytest

from checker import read_answers
from checker.browser.comparing import compared
from checker.engine.document import canonical
from checker.markup.places import CHECKER_PAGE
from checker.pages.form import checker_html
from checker.sentences.view import view_of
from tests import edits
from tests.edits import edited
from tests.own_policy import DOOR, POLICY

ASSISTIVE = {"classification": "assistive", "solely_workflow": True, "fda_process_begun": False}
AUTONOMOUS = {"classification": "autonomous", "involves_physician_work": False}


def parsed(markup):
    """Return markup as a tree."""
    return fromstring(f"<div>{markup}</div>")  # noqa: S314  our own markup


def tables(*files, **more):
    """Return the tables of files, `(name, answers)` pairs: by row, the words of its cells; and the whole tree."""
    tree = parsed(compared(POLICY, [{"name": name, "answers": answers, **more} for name, answers in files]))
    return {
        next(iter(key for key in row.attrib.values() if key != "row")): [
            "".join(cell.itertext()) for cell in row.findall("td")
        ]
        for row in tree.iter("tr")
        if row.findall("td")
    }, tree


class TestTheTables:
    def test_say_of_each_file_what_its_own_result_says(self):
        """Each column holds the headlines and the statuses that the file's result holds, clause by clause."""
        rows, _ = tables(("One", ASSISTIVE), ("Two", AUTONOMOUS), ("Three", {}))
        for column, answers in enumerate((ASSISTIVE, AUTONOMOUS, {})):
            view = view_of(POLICY, read_answers(POLICY, answers)[0])
            for decision in view.decisions:
                assert rows[decision.id][column].startswith(decision.headline)
                for clause in decision.clauses:
                    assert f"clause {clause.number}" in rows[decision.id][column]
            for finding in view.findings:
                assert rows[finding.clause.id][column] == finding.word

    def test_leave_no_clause_out(self):
        """Every clause that has a result has its row, in the order of the text, whether or not the columns differ."""
        rows, _ = tables(("One", {}), ("Two", {}))
        clauses = [clause.id for clause in POLICY.clauses.values() if clause.rule is not None]
        assert [key for key in rows if key in POLICY.clauses] == clauses

    def test_show_the_answers_that_differ_and_no_others(self):
        """An answer that is the same in every column has no row; "not sure" and "not answered" are told apart."""
        rows, _ = tables(("One", ASSISTIVE | {"category": "unsure"}), ("Two", ASSISTIVE | {"informed_ase": True}))
        assert {key for key in rows if key in POLICY.questions} == {"category", "informed_ase"}
        assert rows["category"] == ["Not sure", "Not answered"]
        assert rows["informed_ase"] == ["Not answered", "Yes"]

    def test_say_so_where_no_answer_differs(self):
        """Where all answers are the same a sentence says so, in place of an empty table."""
        _, tree = tables(("One", ASSISTIVE), ("Two", ASSISTIVE))
        assert len(tree.findall(".//table")) == 2
        assert "Every question has the same answer" in "".join(tree.itertext())

    def test_mark_in_words_the_rows_that_differ(self):
        """A row says "Differs" exactly where its cells are not all alike, even where only the grounds differ."""
        working = {"involves_physician_work": True, "recognizes_physician_work": True}
        rows, tree = tables(
            ("One", {**ASSISTIVE, "solely_workflow": False}),
            ("Two", {**AUTONOMOUS, **working, "fda_process_begun": False}),
        )
        assert rows["position"][0].split("Rests")[0] == rows["position"][1].split("Rests")[0]
        marked = {}
        for row in tree.iter("tr"):
            if row.findall("td"):
                marked["".join(row.find("th").itertext())] = len(
                    {"".join(cell.itertext()) for cell in row.findall("td")}
                )
        assert all((words.endswith("Differs")) == (different > 1) for words, different in marked.items())
        assert marked["ASE’s stated position Differs"] == 2
        assert marked["Discussion with ASE"] == 1

    @pytest.mark.parametrize("name", ["<b>x</b>", '" onclick="x', "<script>", "&amp;"])
    def test_names_are_shown_as_they_were_typed(self, name):
        """A name that looks like markup is words in the head, and words where the table is a list of cards."""
        _, tree = tables((name, {}), ("Two", {}))
        assert tree.find(".//thead/tr")[1].text == name
        assert tree.find(".//tbody/tr/td").get("data-head") == name
        assert tree.findall(".//b") + tree.findall(".//script") == []

    def test_no_two_columns_are_called_alike(self):
        """Columns of the same name are numbered, and one without a name says that it has none."""
        _, tree = tables(("A", {}), ("A", {}), ("", {}), ("  ", {}))
        heads = [each.text for each in tree.find(".//thead/tr")][1:]
        assert heads == ["A", "A (2)", "Without a name", "Without a name (2)"]

    def test_what_cannot_be_read_is_left_out_and_named(self):
        """An answer that cannot be read changes nothing, and is told with its technology and its question."""
        rows, tree = tables(("One", {"ama_submission_date": "half typ", "colour": "blue"}), ("Two", {}))
        assert not set(rows) & set(POLICY.questions)
        told = ["".join(item.itertext()) for item in tree.iter("li")]
        label = POLICY.questions["ama_submission_date"].label
        assert any(line.startswith(f'One: {label}: "half typ"') for line in told)
        assert any("colour" in line for line in told)


@pytest.mark.parametrize("odd", [None, 1, [], [1, None], [{}], [{"name": 1, "answers": 2}], [{"answers": [1]}]])
def test_the_door_makes_the_tables_of_whatever_it_is_given(odd):
    """The door answers any list of files with markup, and never raises."""
    made = json.loads(DOOR.make(json.dumps({"make": "side-by-side", "files": odd})))
    assert made["type"] == "text/html"
    parsed(made["text"])


class TestOtherFiles:
    def test_those_that_cannot_be_read_are_named(self):
        """A file that is no saved self-assessment is no column, and its name is said."""
        files = [{"file": "notes.json", "refused": "not-loaded"}, {"file": "a.json", "answers": ASSISTIVE}]
        tree = parsed(compared(POLICY, files))
        assert [each.text for each in tree.find(".//thead/tr")][1:] == ["a.json"]
        assert "notes.json" in [item.text for item in tree.iter("li")]

    def test_those_of_another_version_say_what_differs(self):
        """A column of a file that was saved under an earlier version says so, and what comes out differently now."""
        earlier = edited(edits.fifty_five)
        given = {"ama_submission_date": "2028-03-01", "ase_request_date": "2028-01-06"}
        record = canonical(earlier.document).decode()
        _, tree = tables(("Old", given), earlier=record, fingerprint=earlier.policy.fingerprint)
        said = "".join(tree.itertext())
        assert "Old was saved under another version" in said
        assert "With these answers 3 results come out differently." in said
        _, tree = tables(("Old", given), missing="unknown", fingerprint="0" * 64)
        assert "the record of that version is not at hand" in "".join(tree.itertext())


def test_no_question_is_called_as_the_name():
    """The field for the name of the technology shares its name with no question."""
    markup = checker_html(POLICY, CHECKER_PAGE)
    assert markup.count('name="technology"') == 1
    assert "technology" not in POLICY.questions
