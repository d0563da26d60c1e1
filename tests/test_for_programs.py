"""What programs read, on the tests' own policy: schemas that fit exactly, and a feed that tells of a change."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from checker import assess, read_answers
from checker.build.for_programs import feed
from checker.build.published import record_policy
from checker.build.schemas import schemas_of
from checker.pages.versions import anchor, changes
from checker.verify.reference import Reference
from checker.verify.ways import as_json
from tests.own_policy import CASES_TABLE, DOCUMENT, POLICY, PROCEDURES

SCHEMAS = {
    name: Draft202012Validator(schema, format_checker=FormatChecker()) for name, schema in schemas_of(POLICY).items()
}
KNOWN = "https://example.org/published/here/"


def assessed(answers: dict) -> dict:
    """Return an assessment as JSON."""
    return json.loads(json.dumps(assess(POLICY, read_answers(POLICY, answers)[0]).as_json()))


class TestSchemas:
    @pytest.mark.parametrize("name", SCHEMAS)
    def test_each_is_itself_valid(self, name: str) -> None:
        """Each schema is one of draft 2020-12, and every object that it describes completely is closed."""
        Draft202012Validator.check_schema(SCHEMAS[name].schema)

    def test_every_worked_case_is_accepted(self) -> None:
        """Answers and assessment of every worked case fit their schemas."""
        for case in CASES_TABLE:
            SCHEMAS["answers"].validate(dict(case.answers))
            SCHEMAS["assessment"].validate(assessed(case.answers))

    @pytest.mark.thorough
    def test_every_way_of_answering_is_accepted(self) -> None:
        """Every assessment that verifying goes through fits the schema."""
        sheets = [sheet for target in Reference(DOCUMENT).targets for sheet in target.partial_sheets()]
        assert len(sheets) > 3000
        for sheet in sheets:
            SCHEMAS["answers"].validate(as_json(sheet))
            SCHEMAS["assessment"].validate(assessed(as_json(sheet)))

    @given(
        name=st.sampled_from([*POLICY.questions, "unknown"]),
        value=st.one_of(
            st.sampled_from(
                [choice.id for question in POLICY.questions.values() for choice in question.choices]
                + [True, False, None, "unsure", "true", 1, 0, 1.0, "", [], {}]
            ),
            st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)).map(date.isoformat),
            st.sampled_from(["2027-02-30", "2027-2-3", "2027-01-01T00:00", "March 1, 2027"]),
        ),
    )
    def test_answers_are_accepted_exactly_where_the_engine_takes_them(self, name: str, value: object) -> None:
        """The schema refuses what the engine refuses, and nothing else."""
        _, faults = read_answers(POLICY, {name: value})
        assert SCHEMAS["answers"].is_valid({name: value}) is not bool(faults)

    def test_every_broken_assessment_is_refused(self) -> None:
        """An assessment that lacks a key, has one too many, or has a value that is none of the policy's is refused."""
        whole = assessed(next(dict(case.answers) for case in CASES_TABLE if assessed(case.answers)["conflicts"]))
        broken = list(damaged(whole))
        assert len(broken) > 100
        assert [where for where, each in broken if SCHEMAS["assessment"].is_valid(each)] == []


def damaged(whole: dict) -> Iterator[tuple[str, dict]]:
    """Yield copies of an assessment, each damaged at one place, with the place."""

    def places(value: object, path: tuple = ()) -> Iterator[tuple]:
        yield path
        for key, inside in (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        ):
            yield from places(inside, (*path, key))

    for path in places(whole):
        if not path or path[0] == "answers":
            continue
        *above, last = path
        free = last == "detail" or (last == "title" and path[0] != "policy")
        for what, damage in (
            ("is a number", lambda holder, key: holder.__setitem__(key, 7)),
            ("is unknown", lambda holder, key: holder.__setitem__(key, "unknown words")),
            ("is gone", lambda holder, key: holder.pop(key)),
            ("has one more", lambda holder, key: holder[key].__setitem__("more", 1)),
        ):
            copy = deepcopy(whole)
            holder = copy
            for key in above:
                holder = holder[key]
            if (what == "has one more" and not isinstance(holder[last], dict)) or (what == "is unknown" and free):
                continue
            if what == "is gone" and isinstance(holder, list) and above != ["findings"]:
                continue  # a list of ids may be shorter
            damage(holder, last)
            yield f"{'.'.join(map(str, path))} {what}", copy


class TestTheFeed:
    def test_a_change_is_told_as_comparing_finds_it(self, tmp_path: Path) -> None:
        """Where there are two versions the later comes first and says what differs; links and ids are whole."""
        text = PROCEDURES.read_text("utf-8")
        changed = text.replace("at least 56 days before", "at least 70 days before")
        assert changed != text
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "procedures.toml").write_text(changed, "utf-8")
        folder = tmp_path / "records"
        record_policy(folder, PROCEDURES, day=date(2027, 2, 3))
        record_policy(folder, tmp_path / "new" / "procedures.toml", day=date(2027, 5, 6))
        latest, first = found = changes(folder)
        assert (first.differs, latest.version.day) == (None, date(2027, 5, 6))
        assert any(each.startswith("Results move: ") for each in latest.differs)
        read = feedparser.parse(feed(POLICY, found, KNOWN))
        assert not read.bozo
        assert [each.link for each in read.entries] == [
            f"{KNOWN}changes/#{anchor(each.version)}" for each in (latest, first)
        ]
        assert "Results move: " in read.entries[0].summary
        assert len({each.id for each in read.entries} | {read.feed.id}) == 3
        assert feed(POLICY, found, KNOWN) == feed(POLICY, found, KNOWN)
