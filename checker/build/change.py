"""A change of the policy, from the edited files to what it means: `make policy`.

In: the policy, the files beside it, the pages, and the last commit.  Out: what the change means, in words.
Must not compare a policy that has a fault.
"""

from collections.abc import Iterator

from checker.build.check import check_sources
from checker.build.failure import BuildFailure
from checker.build.words import to_look_at
from checker.build.worked_cases import faults_of_cases
from checker.policy import CASES
from checker.verify.cases import load_cases
from checker.verify.compare import compare
from checker.verify.report import comparison_text
from checker.verify.verify import verify_files

MENDS = {
    "gap": "in procedures.toml, add a row for these answers to the clause or decision that is named.",
    "overlap": "in procedures.toml, let only one of the rows hold for these answers.",
    "dead": "in procedures.toml, remove what nothing reaches, or change the condition so that something does.",
    "idle": "in procedures.toml, remove the question, or use it in a row.",
    "uncited": "in procedures.toml, give the clause rows, or a part with the reason why it has none.",
    "unsourced": "in procedures.toml, put clauses and headings into the order of source.txt, word for word.",
    "contradicted": "read the text: if it gives what the case in cases.toml expects, change the rule; else the case.",
}
"""What to do about each kind of problem that verifying finds, for whoever knows no Python."""


def change() -> Iterator[str]:
    """Check the policy and compare it with the last commit; yield what is to be shown, step by step.

    Raise BuildFailure with every fault of the first step that finds one, one line each.
    """
    sources = check_sources()
    cases = load_cases(sources.cases, CASES.name, sources.policy)
    if faults := [*faults_of_cases(sources.policy, cases)]:
        raise BuildFailure("\n".join(faults))
    yield "The files can be read, and our words fit the text."
    verification = verify_files()
    if verification.problems:
        kinds = dict.fromkeys(each.kind for each in verification.problems)
        lines = [f"{each.kind}: {each}" for each in verification.problems]
        raise BuildFailure("\n".join([*lines, *(f"To mend {kind}: {MENDS[kind]}" for kind in kinds if kind in MENDS)]))
    yield f"The rules hold: {verification.counted()}."
    if sources.before is None:
        yield "There is no version before this one."
        return
    if sources.before == sources.document:
        yield "Nothing differs from the last commit."
        return
    yield f"What differs from the last commit:\n\n{comparison_text(compare(sources.before, sources.document))}"
    for each in to_look_at(sources):
        yield f"Look at {each}"
    yield "Next: `make test`, then commit all changes."
