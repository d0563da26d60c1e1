"""Checking a clause on its own page: its questions in a fold; and its status, beside its heading wherever it stands.

In: a policy and a clause of it.  Out: markup with every word that `fold.js` and `statuses.js` may need to show.
Must not show a control before its script has started, nor a status before there is one.
"""

from checker.engine.model import UNDETERMINED, Clause, Policy
from checker.markup.finding import status_badge
from checker.markup.html import Markup, element
from checker.markup.places import Places
from checker.pages.parts import macro
from checker.pages.question import question_html, questions_of


def check_html(policy: Policy, clause: Clause, places: Places) -> Markup:
    """Return a fold that checks one clause: its questions, and the place for its finding.

    Return nothing if the clause has no rule.
    """
    questions = questions_of(policy, clause)
    if not questions:
        return Markup()
    return element(
        "details",
        element(
            "summary",
            "Check this clause",
        ),
        element(
            "p",
            "Checking needs JavaScript, which is switched off or could not be loaded. "
            "The clause and its reading need none.",
            data_needs_script=True,
        ),
        element("p", role="status", class_="visually-hidden", data_announce=True),
        macro("starting", "progress"),
        macro(
            "starting",
            "failure",
            "Your answers are kept. You can try again; everything else on this page can be read without it.",
        ),
        element(
            "form",
            *(question_html(policy, question, places, clause) for question in questions),
            element(
                "p",
                "Your answers are kept in this tab. ",
                element("a", "The whole check", href=places.page("checker/index")),
                " uses the same ones.",
                class_="help",
            ),
            autocomplete="off",
            novalidate=True,
            hidden=True,
            aria_label=f"Your answers for clause {clause.number}",
        ),
        element("ol", class_="findings", data_result=True, aria_label=f"What clause {clause.number} comes to"),
        class_="checker in-place why",
        id=check_anchor(clause),
        data_checker="idle",
        data_checks=clause.id,
        data_policy=policy.fingerprint,
        data_search_exclude=True,
    )


def status_html(policy: Policy, clause: Clause, places: Places) -> Markup:
    """Return every status that a clause can have, all hidden: a script shows the one for the visitor's answers.

    It leads to the check of the clause.

    `data-asks` is the number of the clause's questions.  While all of them can still change the status, the visitor's
    answers have no effect on it, and nothing is shown.
    """
    if clause.rule is None:
        return Markup()
    return element(
        "p",
        element(
            "a",
            element("span", "Your result: "),
            *(element("span", badge, hidden=True, data_when=status) for status, badge in _badges(policy, clause)),
            element(
                "span",
                f"(made from your own answers; opens the check of clause {clause.number})",
                class_="visually-hidden",
            ),
            href=f"{places.clause(clause)}#{check_anchor(clause)}",
        ),
        class_="standing",
        data_standing=clause.id,
        data_asks=str(len(clause.rule.variables)),
        data_policy=policy.fingerprint,
        data_search_exclude=True,
        hidden=True,
    )


def check_anchor(clause: Clause) -> str:
    """Return the anchor of a clause’s check on its page. The theme opens a fold that an address ends in."""
    return f"check-{clause.id}"


def switch_html() -> Markup:
    """Return the switch for the statuses of a page; a script shows it if there is a status to show."""
    return element(
        "p",
        element(
            "label",
            element("input", type="checkbox", checked=True, autocomplete="off"),
            element("span", "Show my results on these pages"),
        ),
        class_="standing-switch",
        data_standing_switch=True,
        data_search_exclude=True,
        hidden=True,
    )


def _badges(policy: Policy, clause: Clause) -> list[tuple[str, Markup]]:
    """Return the statuses that a clause can have, in the order of the policy, each as it is shown."""
    rows = () if clause.rule is None else clause.rule.rows
    found = {row.outcome: status_badge(row.tone, row.word) for row in reversed(rows)}
    still_open = policy.statuses[UNDETERMINED]
    found[UNDETERMINED] = status_badge(still_open.tone, still_open.word)
    return [(status, found[status]) for status in policy.statuses if status in found]
