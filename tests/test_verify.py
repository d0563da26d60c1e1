"""Verifying: the policy that ships is sound, and each way of being unsound is found, with a witness that shows it."""

import ast
import json
import re
from itertools import product
from typing import get_args

import pytest

from checker import assess, read_answers
from checker.build.places import ROOT
from checker.commandline.main import main
from checker.engine import rule
from checker.engine.condition import truth
from checker.engine.document import read_document
from checker.engine.load import from_document
from checker.verify.cases import load_cases
from checker.verify.problem import Kind, Problem
from checker.verify.reference import Reference
from checker.verify.verify import verify
from tests.broken_policies import BROKEN
from tests.own_policy import CASES, DOCUMENT, PROCEDURES, SOURCE, SOURCE_TEXT

OWN = ("--policy", str(PROCEDURES), "--source", str(SOURCE), "--cases", str(CASES))
TARGET = re.compile(r"(clause|decision|conflict|silence) `([^`]+)`(?:: row\[(\d+)\])?(?:: value `([^`]+)`)?")
ROWS = re.compile(r"row\[(\d+)\] gives `(\w+)`")


@pytest.fixture
def run(capsysbinary):
    """Run `verify` with options; give the exit code, standard output, and the lines of standard error."""

    def run_verify(*options):
        code = main(["verify", *options])
        written = capsysbinary.readouterr()
        return code, written.out.decode(), written.err.decode().splitlines()

    return run_verify


# ---------------------------------------------------------------- what is sound


class TestASoundPolicy:
    def test_has_no_problem(self, run):
        """The policy that ships has no problem; the result is the number of ways gone through, and an empty list."""
        code, out, err = run("--format", "json")
        result = json.loads(out)
        assert (code, list(result), result["problems"], err) == (0, ["checked", "problems"], [], [])

    def test_as_text_each_property_is_ok(self, run):
        """As text, here of the tests' own policy, each kind of problem has a line that says that none was found."""
        code, out, _ = run(*OWN)
        counted, *lines = out.splitlines()
        assert code == 0
        assert re.fullmatch(
            r"[\d,]+ ways of answering \([\d,]+ of them complete\) and \d+ worked cases checked: "
            r"no problem\.",
            counted,
        )
        assert [line.partition(":")[0] for line in lines[1:]] == [f"ok  {kind}" for kind in get_args(Kind)]


# ---------------------------------------------------------------- what is broken on purpose

FAULTY = [pytest.param(broken, id=broken.name) for broken in BROKEN if broken.faults]
FIRST = {broken.problems[0]["kind"]: broken.name for broken in reversed(BROKEN) if broken.problems}
"""The first control of each kind of problem: those of every time."""
UNSOUND = [
    pytest.param(broken, id=broken.name, marks=() if broken.name in FIRST.values() else pytest.mark.thorough)
    for broken in BROKEN
    if broken.problems
]


def test_every_control_says_what_is_broken_and_what_is_reported():
    """Each control is a sentence with a report of faults or of problems, under a name of plain words."""
    for broken in BROKEN:
        assert broken.says.endswith("."), broken.name
        assert bool(broken.faults) != bool(broken.problems), broken.name
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", broken.name)


def test_every_kind_of_problem_has_a_control():
    """Each kind of problem is reported of a control, dead things of each sort too; `inexact` has its own tests."""
    reported = [problem for broken in BROKEN for problem in broken.problems]
    assert {problem["kind"] for problem in reported} == set(get_args(Kind)) - {"inexact"}
    dead = [problem["where"] for problem in reported if problem["kind"] == "dead"]
    assert {re.sub(r"`[^`]+`|\d+", "", where) for where in dead} >= {
        "status ",
        "clause : row[]",
        "decision : value ",
        "conflict ",
        "silence ",
    }
    unsourced = [problem["where"] for problem in reported if problem["kind"] == "unsourced"]
    assert {re.sub(r"`[^`]+`|\d+", "", where) for where in unsourced} == {
        "title",
        "clause ",
        "clause : heading",
        "source line ",
    }


@pytest.mark.parametrize("broken", FAULTY)
def test_what_cannot_be_loaded(broken, run, tmp_path):
    """A file that cannot be loaded ends with 2, nothing on standard output, and exactly its faults, one line each."""
    assert run(*broken.write(tmp_path), "--format", "json") == (2, "", broken.faults)


@pytest.mark.parametrize("broken", UNSOUND)
def test_what_is_unsound(broken, run, tmp_path):
    """A policy that loads and is unsound ends with 1 and exactly its problems, and every witness is true."""
    code, out, err = run(*broken.write(tmp_path), "--format", "json")
    result = json.loads(out)
    assert (code, result["problems"], err) == (1, broken.problems, [])
    assert result["checked"] > 0
    for problem in result["problems"]:
        assert list(problem) == ["kind", "where", "message", "witness"]
        Witness(broken, problem).check()


class Witness:
    """The answers of a problem, and whether they show it."""

    def __init__(self, broken, problem):
        self.problem = problem
        self.files = broken.files
        self.document = read_document(broken.files[PROCEDURES.name].encode(), PROCEDURES.name)
        self.policy = from_document(self.document, PROCEDURES.name)
        self.answers, faults = read_answers(self.policy, problem["witness"])
        assert not faults
        assert self.answers.given == problem["witness"]
        self.found = assess(self.policy, self.answers).as_json()
        if match := TARGET.match(problem["where"]):
            self.kind, self.name, self.row, self.value = match.groups()

    def check(self):
        getattr(self, self.problem["kind"])()

    def result(self):
        """Return the outcome of the clause or decision, and what can still change it."""
        if self.kind == "decision":
            decision = self.found["decisions"][self.name]
            return decision["value"], decision["missing"]
        (finding,) = (each for each in self.found["findings"] if each["clause"] == self.name)
        return finding["status"], finding["missing"]

    def rule(self):
        return (self.policy.clauses | self.policy.decisions)[self.name].rule

    def outcomes(self, found):
        """Return what a rule comes to for every sheet that answers all of its questions, dates aside."""
        domains = [variable.domain or (0, 56) for variable in found.variables]
        return {found.settle(sheet).outcome for sheet in product(*domains)}

    def gap(self):
        assert self.result() == ("undetermined", [])

    def overlap(self):
        for number, outcome in ROWS.findall(self.problem["message"]):
            row = self.rule().rows[int(number) - 1]
            assert row.outcome == outcome
            assert truth(row.when, self.answers.known) is True

    def dead(self):
        if self.problem["where"].startswith("status"):
            rules = [clause.rule for clause in self.policy.clauses.values()]
            assert all(f"`{outcome}`" not in self.problem["where"] for each in rules for outcome in self.outcomes(each))
        elif self.kind in {"conflict", "silence"}:
            names = list(self.policy.questions)
            if self.kind == "conflict":
                (when,) = (conflict.when for conflict in self.policy.conflicts if conflict.clause == self.name)
            else:
                (when,) = (silence.when for silence in self.policy.silences if silence.id == self.name)
            asked = [name for name in names if name in str(when)]
            domains = [[c.id for c in self.policy.questions[name].choices] or [True, False] for name in asked]
            assert not any(truth(when, dict(zip(asked, each, strict=True))) for each in product(*domains))
        elif self.value:
            assert self.value not in self.outcomes(self.rule())
        elif self.problem["witness"]:
            row = self.rule().rows[int(self.row) - 1]
            assert truth(row.when, self.answers.known) is True
            assert self.result()[0] not in {row.outcome, "undetermined"}
        else:
            assert self.rule().rows[int(self.row) - 1].outcome not in self.outcomes(self.rule())

    def idle(self):
        assert len(self.problem["witness"]) == 1
        for name in self.problem["witness"]:
            for answer in (True, False):
                answers, _ = read_answers(self.policy, {name: answer})
                without = assess(self.policy, read_answers(self.policy, {})[0]).as_json()
                assert assess(self.policy, answers).as_json() | {"answers": {}} == without

    def uncited(self):
        clause = self.policy.clauses[self.name]
        assert clause.rule is None
        assert "checked" in {part.coverage for part in clause.parts}

    def unsourced(self):
        lines = [line.strip().removeprefix("- ") for line in self.files[SOURCE.name].splitlines()]
        quoted = [self.document["title"]]
        for clause in self.document["clause"]:
            quoted += [clause[key] for key in ("heading", "text") if key in clause]
        assert quoted != [line for line in lines if line]
        words = re.match(r"`(?:… )?(.*?)…?` ", self.problem["message"])[1]
        assert any(words in text for text in (lines if "line" in self.problem["where"] else quoted))

    def contradicted(self):
        cases = load_cases(read_document(self.files[CASES.name].encode(), "a"), "a", self.policy)
        case = cases[int(self.problem["where"].removeprefix("case ")) - 1]
        assert self.problem["witness"] == case.answers
        assert self.problem["message"].startswith(f"{case.says} But: ")
        names = re.findall(r"(?:But:|;) (\S+) (status|value): expected (\w+), found (\w+)", self.problem["message"])
        for name, key, wanted, found in names:
            self.kind, self.name = ("clause" if key == "status" else "decision"), name
            assert self.result()[0] == found != wanted


def test_as_text_a_problem_has_its_witness(run, tmp_path):
    """As text the property that does not hold says so, with the place, the fault and the witness below it."""
    (broken,) = (each for each in BROKEN if each.name == "a-row-widened")
    code, out, _ = run(*broken.write(tmp_path))
    assert code == 1
    assert out.splitlines()[0].endswith(": 1 problem.")
    assert [line for line in out.splitlines() if not line.startswith("ok  ")][2:4] == [
        "no  overlap: No two rows give different values for the same answers.",
        "      clause `irt-partners`: row[1] gives `not_applicable` and row[2] gives `met` for the same answers; "
        'witness: `{"wants_guidance": false, "engaged_irt": true}`',
    ]


# ---------------------------------------------------------------- an engine that is wrong


def inexact(monkeypatch, name, wrong):
    """Return the problems of the policy under an engine with one function replaced."""
    with monkeypatch.context() as patch:
        patch.setattr(rule.Rule, name, wrong)
        problems = verify(from_document(DOCUMENT, "a"), DOCUMENT, SOURCE_TEXT, ()).problems
    assert {problem.kind for problem in problems} == {"inexact"}
    return {problem.where: problem for problem in problems}


class TestAnEngineThatIsWrongIsFound:
    def test_one_that_takes_open_for_no(self, monkeypatch):
        """An engine that takes what is open for answered no is inexact, shown by the fewest answers."""
        settle = rule.Rule.settle

        def guess(self, known):
            domains = [variable.domain or (0,) for variable in self.variables]
            guessed = (domain[-1] if each is None else each for each, domain in zip(known, domains, strict=True))
            return settle(self, tuple(guessed))

        problems = inexact(monkeypatch, "settle", guess)
        assert set(problems) >= {"clause `inform-ase`", "clause `eight-weeks`", "decision `discussion`"}
        assert problems["clause `inform-ase`"] == Problem(
            kind="inexact",
            where="clause `inform-ase`",
            message="the engine gives {'status': 'not_met', 'missing': []}, every completion gives "
            "{'status': 'undetermined', 'missing': ['informed_ase']}",
            witness={},
        )

    def test_one_that_asks_too_much(self, monkeypatch):
        """An engine that lists every open question as missing is inexact where one of them cannot change anything."""
        settle = rule.Rule.settle

        def ask_all(self, known):
            settled = settle(self, known)
            names = tuple(variable.name for variable, each in zip(self.variables, known, strict=True) if each is None)
            missing = () if settled.outcome is not None else names
            return rule.Settled(outcome=settled.outcome, rows=settled.rows, missing=missing, possible=settled.possible)

        problems = inexact(monkeypatch, "settle", ask_all)
        assert problems["clause `autonomous`"].witness == {"involves_physician_work": False}

    def test_one_that_cites_the_first_ground_alone(self, monkeypatch):
        """An engine that names one ground where two hold is inexact for the decision with two."""
        holding = rule.Rule._holding
        problems = inexact(monkeypatch, "_holding", lambda self, sheet: holding(self, sheet)[:1])
        assert "decision `discussion`" in problems


def test_the_reference_evaluator_shares_nothing_with_the_engine():
    """The second evaluator imports the standard library alone: it shares no code with what it checks."""
    trees = [
        ast.parse((ROOT / "checker" / "verify" / f"{name}.py").read_text("utf-8")) for name in ("reference", "ways")
    ]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    assert modules
    ours = [module for module in modules if module.partition(".")[0] in {"checker", "tests"}]
    assert set(ours) <= {"checker.verify.ways"}


@pytest.mark.parametrize(
    ("when", "sheet", "expected"),
    [
        ("not(informed_ase)", {"informed_ase": True}, False),
        ("not\nnot informed_ase", {"informed_ase": True}, True),
        ("(informed_ase)and(not wants_guidance)", {"informed_ase": True, "wants_guidance": False}, True),
        ("informed_ase or (wants_guidance and engaged_irt)", {"informed_ase": False, "wants_guidance": False}, False),
        ("inform-ase  is\tmet", {"informed_ase": True}, True),
    ],
)
def test_the_reference_evaluator_reads_what_the_engine_reads(when, sheet, expected):
    """However a condition is spaced and bracketed, the second evaluator reads it as the language says."""
    assert Reference(DOCUMENT).holds(when, sheet) is expected


def test_the_same_policy_as_json_with_nothing_at_optional_keys_is_sound():
    """A policy with `null` where a key may be left out, and with no row in a clause, is verified like one without."""
    document = json.loads(json.dumps(DOCUMENT))
    for clause in document["clause"]:
        clause.setdefault("heading", None)
        clause.setdefault("link", None)
        for row in clause["row"]:
            row.setdefault("when", None)
    assert verify(from_document(document, "a"), document, SOURCE_TEXT, ()).problems == ()
    document["conflict"] = None
    document["clause"][4]["row"] = []
    kinds = [problem.kind for problem in verify(from_document(document, "a"), document, SOURCE_TEXT, ()).problems]
    assert kinds == ["uncited"]


@pytest.mark.parametrize("option", ["--policy", "--source", "--cases"])
def test_a_file_that_is_not_there(option, run, tmp_path):
    """Each file that cannot be read is named in one line."""
    path = tmp_path / "none"
    assert run(option, str(path)) == (2, "", [f"`{path}`: cannot be read: No such file or directory"])


def test_a_source_that_is_not_utf_8(run, tmp_path):
    """A source that is not UTF-8 is refused with the place of the fault."""
    (tmp_path / "source.txt").write_bytes(b"ASE \xff")
    assert run("--source", str(tmp_path / "source.txt")) == (2, "", ["source.txt: not UTF-8 at byte 5"])


def test_half_a_character_in_a_case_comes_out_in_writing(run, tmp_path):
    """A contradicted case whose sentence holds half of a character is reported all the same."""
    case = {"says": "\ud800.", "clause": "inform-ase", "answers": {}, "findings": {"inform-ase": "met"}}
    (tmp_path / "cases.json").write_text(json.dumps({"case": [case]}), "utf-8")
    code, out, _ = run(*OWN, "--cases", str(tmp_path / "cases.json"), "--format", "json")
    assert code == 1
    assert json.loads(out)["problems"][0]["message"].startswith("\ud800. But: ")
