"""One question as a part of the form.

In: a policy and a question of it.  Out: a field set whose controls are named by question id.
Must be readable without a script.
"""

from collections.abc import Iterator

from checker.engine.model import UNSURE, Choice, Policy, Question
from checker.engine.typed_date import A_DATE_LIKE
from checker.result.addresses import anchor
from checker.result.markup import Markup, element
from checker.result.parts import link_note, linked, quotation
from checker.result.result import STATES
from checker.result.words import NOT_SURE


def choices_of(question: Question) -> tuple[Choice, ...]:
    """Return the answers of a question that can be chosen, "not sure" last; all but the date for one of a date."""
    yes_or_no = (
        Choice(id="true", label="Yes"),
        Choice(id="false", label="No"),
    )
    unsure = Choice(id=UNSURE, label=NOT_SURE)
    return (*(yes_or_no if question.type == "boolean" else question.choices), unsure)


def question_html(policy: Policy, question: Question, *, stays: bool = False) -> Markup:
    """Return a question with its help and its controls.

    stays: whether it keeps its place in the form where it is not needed.
    """
    described_by = f"help-{question.id} fault-{question.id}"
    return element(
        "fieldset",
        element("legend", question.ask, id=f"ask-{question.id}"),
        element("p", STATES["needed"], class_="visually-hidden", data_state_of=question.id),
        element("p", linked(f"{question.help} {question.link}".strip()), class_="help", id=f"help-{question.id}"),
        _more(policy, question),
        _date(question, described_by) if question.type == "date" else _options(question),
        element("p", role="status", class_="fault", id=f"fault-{question.id}", data_fault=question.id, hidden=True),
        class_="question under" if question.under else "question",
        id=anchor(question.id),
        data_question=question.id,
        data_stays=stays,
        aria_describedby=described_by,
        tabindex="-1",
    )


def _more(policy: Policy, question: Question) -> Markup:
    """Return the fold with the rest of the help, and the clause it comes from: its words, at its first question."""
    clause = policy.clauses[question.clause]
    first = next(each for each in policy.questions.values() if each.clause == clause.id)
    return element(
        "details",
        element(
            "summary",
            element("span", "?", aria_hidden="true"),
            element("span", f"Help: {question.ask}", class_="visually-hidden"),
            title="Help",
        ),
        element("p", question.more) if question.more else "",
        *((quotation(policy.publisher, clause), link_note(clause)) if question is first else ()),
        element("p", element("a", f"Clause {clause.number} on its page", href=f"clause:{clause.id}")),
        element("p", element("a", "Link to this question", href=f"#{anchor(question.id)}")),
    )


def _options(question: Question) -> Markup:
    return element(
        "div",
        *(_option("radio", question.id, choice.id, choice.label) for choice in choices_of(question)),
        *_undo(question),
        class_="options",
    )


def _option(kind: str, name: str, value: str, words: str) -> Markup:
    control = element("input", type=kind, name=name, value=value)
    return element("label", control, element("span", words), class_="option")


def _date(question: Question, described_by: str) -> Markup:
    return element(
        "div",
        element(
            "input",
            type="text",
            id=f"date-{question.id}",
            name=question.id,
            size="14",
            maxlength="40",
            spellcheck="false",
            aria_labelledby=f"ask-{question.id}",
            aria_describedby=f"form-{question.id} {described_by}",
        ),
        _option("checkbox", f"{question.id}-unsure", UNSURE, NOT_SURE),
        *_undo(question),
        element("span", f"like {A_DATE_LIKE}", class_="read-as", id=f"form-{question.id}", data_read_as=question.id),
        class_="options date",
    )


def _undo(question: Question) -> Iterator[Markup]:
    """Yield the buttons that clear an answer and put it back; a script shows them."""
    for name, words, rest in (("data_clear", "Clear", ""), ("data_put_back", "Put it back", ":")):
        of_what = element("span", f"{rest} the answer to: {question.ask}", class_="visually-hidden")
        yield element("button", words, of_what, type="button", hidden=True, **{name: question.id})
