"""One question as a part of the form.

In: a policy and a question of it.  Out: a field set whose controls are named by question id.
Must be readable without a script.
"""

from checker.engine.model import UNSURE, Choice, Clause, Policy, Question
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, question_anchor
from checker.markup.source import quotation
from checker.sentences.asked import STATE_WORDS, decides_words
from checker.sentences.words import NOT_SURE


def questions_of(policy: Policy, clause: Clause) -> tuple[Question, ...]:
    """Return the questions of a clause's rule, in order."""
    variables = () if clause.rule is None else clause.rule.variables
    return tuple(policy.questions[variable.name] for variable in variables)


def choices_of(question: Question) -> tuple[Choice, ...]:
    """Return the answers of a question that can be chosen, "not sure" last; all but the date for one of a date."""
    yes_or_no = (
        Choice(id="true", label="Yes", help="", counts_as_open=False),
        Choice(id="false", label="No", help="", counts_as_open=False),
    )
    unsure = Choice(id=UNSURE, label=NOT_SURE, help="", counts_as_open=True)
    return (*(yes_or_no if question.type == "boolean" else question.choices), unsure)


def question_address(question: Question, places: Places) -> str:
    """Return the address of a question in the checker."""
    return f"{places.page('checker/index')}#{question_anchor(question.id)}"


def question_html(policy: Policy, question: Question, places: Places, *, stays: bool = False) -> Markup:
    """Return a question with its help, its controls, and why it is asked.

    stays: whether it keeps its place in the form where it is not needed.
    """
    clause = policy.clauses[question.clause]
    described_by = f"help-{question.id} fault-{question.id}"
    body = _date(question, described_by) if question.type == "date" else _options(question)
    return element(
        "fieldset",
        element("legend", question.ask),
        element("p", STATE_WORDS["needed"], class_="question-state", data_state_of=question.id),
        element("p", question.help, class_="help", id=f"help-{question.id}"),
        body,
        element("p", role="status", class_="fault", id=f"fault-{question.id}", data_fault=question.id, hidden=True),
        element(
            "details",
            element(
                "summary",
                element("span", "?", aria_hidden="true"),
                element("span", f"Why we ask: {question.ask}", class_="visually-hidden"),
                title="Why we ask",
            ),
            element("p", question.more) if question.more else "",
            element("p", question.why),
            *_asked_for(policy, clause, places),
            element("p", decides_words(policy, question)),
            element("p", data_asked_now=question.id),
            element("p", element("a", "Link to this question", href=f"#{question_anchor(question.id)}")),
        ),
        class_="question under" if question.under else "question",
        id=question_anchor(question.id),
        data_question=question.id,
        data_stays=stays,
        aria_describedby=described_by,
        tabindex="-1",
    )


def _asked_for(policy: Policy, clause: Clause, places: Places) -> tuple[Markup, ...]:
    link = element("a", f"Clause {clause.number} on its page", href=places.clause(clause))
    return quotation(policy.publisher, clause), element("p", link)


def _options(question: Question) -> Markup:
    return element(
        "div",
        *(_option(question, choice) for choice in choices_of(question)),
        _clear(question),
        _put_back(question),
        class_="options",
    )


def _option(question: Question, choice: Choice) -> Markup:
    radio = element("input", type="radio", name=question.id, value=choice.id)
    words = element("span", choice.label)
    if choice.help:
        words = join([words, element("span", choice.help, class_="option-help")])
    return element("label", radio, element("span", words, class_="option-words"), class_="option")


def _date(question: Question, described_by: str) -> Markup:
    control = f"date-{question.id}"
    return element(
        "div",
        element("label", "Date", for_=control, class_="visually-hidden"),
        element(
            "input",
            type="text",
            id=control,
            name=question.id,
            size="14",
            placeholder="Month day, year",
            maxlength="40",
            spellcheck="false",
            aria_describedby=described_by,
        ),
        element("span", class_="read-as", data_read_as=question.id),
        element(
            "label",
            element("input", type="checkbox", name=f"{question.id}-unsure", value=UNSURE),
            element("span", NOT_SURE, class_="option-words"),
            class_="option",
        ),
        _clear(question),
        _put_back(question),
        class_="options date",
    )


def _clear(question: Question) -> Markup:
    return _small("Clear", f" the answer to: {question.ask}", data_clear=question.id)


def _put_back(question: Question) -> Markup:
    return _small("Put it back", f": the answer to: {question.ask}", data_put_back=question.id)


def _small(words: str, of_what: str, **data: str) -> Markup:
    """Return a button that a script shows; only screen readers get what distinguishes it from others."""
    hidden_words = element("span", of_what, class_="visually-hidden")
    return element("button", words, hidden_words, type="button", class_="clear", **data, hidden=True)
