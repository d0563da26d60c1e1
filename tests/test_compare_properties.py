"""Comparing, as properties over all that can be asked: mirrors, a second evaluator, and nothing left unsaid."""

import json
from collections import Counter
from math import prod

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.compare.compare import compare
from checker.compare.moves import walk
from checker.compare.report import comparison_text
from checker.compare.sheets import sheets
from checker.compare.tables import merged
from checker.engine.fault import PolicyError
from checker.engine.model import UNDETERMINED
from checker.verify.reference import Reference
from tests import edits
from tests.edits import CRITERIA, DOCUMENT, PRESENT, compared, edited, small, thing, told, version

TESTS = st.sampled_from(("informed_ase", "wants_guidance", "engaged_irt", *CRITERIA))
CONDITIONS = st.recursive(
    TESTS | TESTS.map("not {}".format),
    lambda inner: st.tuples(inner, st.sampled_from(("and", "or")), inner).map(
        lambda three: "({} {} {})".format(*three)
    ),
    max_leaves=3,
)


@st.composite
def variants(draw):
    """Draw a small policy: some of the rules that ship, some others, and some number of days."""
    document = small(DOCUMENT)
    for name in ("inform-ase", "irt-partners", "discussion-criteria"):
        for row in thing(document, "clause", name)["row"]:
            if "when" in row and draw(st.booleans()):
                row["when"] = draw(CONDITIONS)
    days = draw(st.sampled_from((0, 1, 54, 55, 56, 57, 111)))
    thing(document, "clause", "eight-weeks")["row"][0]["when"] = (
        f"ase_request_date is at least {days} days before ama_submission_date"
    )
    return document


def mirrored(comparison):
    """Return what a comparison says, with the versions changed about."""
    found = comparison.as_json()
    back = {"stricter": "looser", "looser": "stricter"}
    result = {}
    for kind in ("clauses", "decisions", "conflicts"):
        for each in found[kind]:
            moves = [move | {"from": move["to"], "to": move["from"]} for move in each["moves"]]
            beside = {key: move | {"from": move["to"], "to": move["from"]} for key, move in each["beside"].items()}
            direction = each.get("direction")
            result[kind, each["id"]] = moves, beside, back.get(direction, direction), each["checked"]
    return result


def plain(comparison):
    """Return the same of a comparison as it is."""
    found = comparison.as_json()
    return {
        (kind, each["id"]): (each["moves"], each["beside"], each.get("direction"), each["checked"])
        for kind in ("clauses", "decisions", "conflicts")
        for each in found[kind]
    }


class TestEveryWayOfAnswering:
    @settings(max_examples=25, deadline=None)
    @given(variants(), variants())
    def test_back_is_the_mirror_of_forth(self, old, new):
        """Comparing the other way round moves the same sheets back, with the same counts and witnesses."""
        old, new = version(old), version(new)
        assert mirrored(compare(old, new)) == plain(compare(new, old))

    def test_a_comparison_is_not_its_own_mirror(self):
        """Where a result moves, forth and back differ: the control of the mirror."""
        forth = compared(edits.fifty_five)
        assert mirrored(forth) != plain(forth)

    @settings(max_examples=25, deadline=None)
    @given(variants(), variants())
    def test_counts_are_those_of_the_second_evaluator(self, old, new):
        """The evaluator that shares nothing with the engine counts the same moves, with the same smallest witness."""
        names = [clause["id"] for clause in small(DOCUMENT)["clause"] if clause["id"] != "eight-weeks"]
        for kind, name in [*(("clause", name) for name in names), ("decision", "discussion")]:
            assert counted(version(old), version(new), kind, name) == reference_counts(old, new, kind, name)

    def test_a_wrong_count_would_be_seen(self):
        """The second evaluator differs where it is given another rule than the comparison: the control."""
        old, new = small(DOCUMENT), small(DOCUMENT)
        edits.any_of_the_criteria(new)
        found = counted(version(old), version(new), "clause", "discussion-criteria")
        assert found == reference_counts(old, new, "clause", "discussion-criteria")
        assert found != reference_counts(old, old, "clause", "discussion-criteria")

    @given(st.sets(st.sampled_from(("informed_ase", "category", "ama_submission_date", "ase_request_date"))))
    def test_sheets_come_smallest_first_and_each_once(self, names):
        """Sheets grow, answer the first questions first, and none comes twice."""
        policy = PRESENT.policy
        found = list(sheets(policy, policy, names, {56}))
        order = list(policy.questions)
        keys = [(len(sheet), [order.index(name) for name in sheet]) for sheet in found]
        assert keys == sorted(keys)
        assert len({json.dumps(sheet) for sheet in found}) == len(found)
        days = sum(name.endswith("_date") for name in names)
        ways = {"category": 4, "informed_ase": 3}
        assert len(found) == (1, 2, 8)[days] * prod(ways[name] for name in names if name in ways)

    def test_dates_far_apart_are_moved_to_where_they_can_be_written(self):
        """A rule of fifty years moves too: the days tried then lie elsewhere, within what may be answered."""

        def edit(document):
            thing(document, "clause", "eight-weeks")["row"][0]["when"] = (
                "ase_request_date is at least 20000 days before ama_submission_date"
            )

        (move,) = told(compared(edit))["clauses", "eight-weeks"]
        assert move[:2] == ("met", "not_met")
        assert {move[0:2] for move in told(compare(edited(edit), PRESENT))["clauses", "eight-weeks"]} == {
            ("not_met", "met")
        }


def counted(old, new, kind, name):
    """Return the moves of a comparison, counted, each with its witness."""
    moves = walk(old.policy, new.policy, kind, name).moves
    return {(move.before, move.after): (move.sheets, dict(move.witness)) for move in moves}


def reference_counts(old, new, kind, name):
    """Return the same by the second evaluator, over yes, no and open for every question of either version."""
    targets = [
        next(each for each in Reference(document).targets if (each.kind, each.name) == (kind, name))
        for document in (old, new)
    ]
    questions = [each["id"] for each in old["question"] if any(each["id"] in target.questions for target in targets)]
    ways = [{}]
    for question in questions:
        ways = [way | given for way in ways for given in ({}, {question: True}, {question: False})]
    counts, smallest = Counter(), {}
    for way in sorted(ways, key=lambda way: (len(way), [questions.index(each) for each in way], _answers(way))):
        pair = tuple(target.outcome(way) or UNDETERMINED for target in targets)
        if pair[0] != pair[1]:
            counts[pair] += 1
            smallest.setdefault(pair, way)
    return {pair: (count, smallest[pair]) for pair, count in counts.items()}


def _answers(way):
    """Return the answers of a sheet so that yes comes before no."""
    return [not answer for answer in way.values()]


def _leaves(value, path=()):
    """Yield the place of every text within a document."""
    if isinstance(value, str):
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _leaves(inner, (*path, key))


class TestNothingIsLeftUnsaid:
    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_whatever_is_written_differently_is_told(self, data):
        """Any text of the file that is changed, and still loads, is told somewhere, in JSON and in words."""
        document = small(DOCUMENT)
        path = data.draw(st.sampled_from(list(_leaves(document))))
        place = document
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] += data.draw(st.sampled_from(("x", " and more")))
        try:
            new = version(document)
        except PolicyError:
            assume(False)  # noqa: FBT003  hypothesis asks it so
        comparison = compare(version(small(DOCUMENT)), new)
        found = comparison.as_json()
        told_of = [each for kind in ("clauses", "decisions") for each in found[kind] if each["effect"] != "unchanged"]
        lists = ("changed", "questions", "statuses", "topics", "addressees", "silences")
        listed = [found[key] for key in lists]
        assert told_of or any(listed)
        assert len(comparison_text(comparison).split("\n\n")) > 1 or found["changed"]

    def test_merging_keeps_both_orders(self):
        """What only the old version has stands after what it stood after."""
        assert merged("abcd", "acxd") == ("a", "b", "c", "x", "d")
        assert merged("ab", "") == ("a", "b")
        assert merged("", "ab") == ("a", "b")
        assert merged("zab", "ab") == ("z", "a", "b")
