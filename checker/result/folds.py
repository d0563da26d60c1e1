"""The folds below a result: questions to send, the reasons clause by clause, and what is not said for anyone.

In: a Result.  Out: markup in parts (`data-part`).  Must not say anything that the result's words do not say.
"""

from checker.engine.assess import Finding, how_many
from checker.engine.model import Policy, Silence
from checker.result.markup import Markup, element, join
from checker.result.parts import badge, clause_link, clause_links, copy_button, linked, table_html
from checker.result.result import ALWAYS_TITLE, STATES, Result
from checker.result.rule_words import rows_of
from checker.result.words import NOT_SURE


def questions_html(result: Result) -> Markup:
    """Return the fold with a question about each silence, what to know before sending them, and where else to turn."""
    title = f"Questions you can send to {result.policy.publisher.name}"
    return _to_send(result, result.silences, title, part="questions", fold="questions-to-send")


def always_html(result: Result) -> Markup:
    """Return the fold with what the text does not say for anyone."""
    more = element("p", element("a", "The whole list", href="page:not-stated"), class_="cited")
    return _to_send(result, result.always, ALWAYS_TITLE, more, part="always", fold="not-said-in-any-case")


def _to_send(result: Result, silences: tuple[Silence, ...], title: str, *more: Markup, part: str, fold: str) -> Markup:
    """Return a fold of silences; the first such fold of a result says what to know before writing, too."""
    first = silences is result.silences or not result.silences
    content = (
        element("summary", f"{title} ({len(silences)})"),
        _before_writing(result.policy) if first else "",
        element("ul", *(_silence(each, result) for each in silences), class_="silences"),
        *more,
    )
    return element("div", element("details", *content, id=fold) if silences else "", data_part=part)


def _before_writing(policy: Policy) -> Markup:
    """Return what to know before sending a question, and where else to turn."""
    publisher, writing = policy.publisher, policy.writing
    before, after = (f"{writing.first} {writing.caution}", writing.next) if writing else ("", "")
    return join(element("p", linked(each)) for each in (before, publisher.page, after) if each)


def _silence(silence: Silence, result: Result) -> Markup:
    return element(
        "li",
        element(
            "p",
            element("strong", silence.title, id=f"silence-{silence.id}", tabindex="-1"),
            ". ",
            silence.says,
            near(result.policy, silence),
        ),
        question_to_send(silence),
        data_silence=silence.id,
    )


def near(policy: Policy, silence: Silence) -> Markup:
    """Return the clauses that a silence concerns, as a sentence; nothing if there are none."""
    clauses = [policy.clauses[name] for name in silence.clauses]
    return join([" Concerns ", clause_links(clauses), "."]) if clauses else Markup()


def question_to_send(silence: Silence) -> Markup:
    """Return a question that is ready to send, with a button that copies it."""
    name = f"ask-{silence.id}"
    return element(
        "div",
        element("p", silence.ask, class_="to-copy", id=name),
        copy_button("Copy this question", name, of=silence.title),
    )


def why_html(result: Result) -> Markup:
    """Return the fold that explains the result: the decisions' tables with the visitor's rows, then every clause."""
    policy, assessment = result.policy, result.assessment
    known = assessment.answers.known
    return element(
        "div",
        element(
            "details",
            element("summary", f"Why, clause by clause ({len(assessment.findings)})"),
            *(table_html(rows_of(policy, each.rule, known=known), each.ask) for each in policy.decisions.values()),
            element("ol", *map(_finding, assessment.findings), class_="findings"),
            element("p", policy.disclaimer, class_="disclaimer"),
            id="why",
        ),
        data_part="why",
    )


def _finding(finding: Finding) -> Markup:
    clause = finding.clause
    return element(
        "li",
        element(
            "p", clause_link(clause, ""), " ", element("strong", clause.title), " ", badge(finding.tone, finding.word)
        ),
        element("p", finding.detail),
        data_clause=clause.id,
        data_status=finding.status,
        data_tone=finding.tone,
        data_missing=" ".join(question.id for question in finding.missing),
    )


def answers_html(result: Result) -> Markup:
    """Return the answers as a table: shown with a shared result and on paper."""
    return element(
        "section",
        element("h3", _counted(result)),
        element(
            "table",
            element(
                "tbody",
                *(
                    element("tr", element("th", each.ask, scope="row"), element("td", answer))
                    for each, answer in result.answered
                ),
            ),
        ),
        class_="answers",
        data_part="answers",
        hidden=not result.answered,
    )


def _counted(result: Result) -> str:
    """Return how many answers there are; "not sure" is counted separately."""
    answers = [answer for _, answer in result.answered]
    unsure = answers.count(NOT_SURE)
    given = f"Your {how_many(len(answers) - unsure, 'answer')}"
    return f"{given} ({unsure} not sure)" if unsure else given


def states_html(result: Result) -> Markup:
    """Return the state of each question, hidden; the form shows it beside the question, and a date as it was read."""
    known, states = result.assessment.answers.known, result.states
    return element(
        "ul",
        *(
            element(
                "li",
                element("span", STATES[states[question.id]]),
                element("span", answer if question.type == "date" and question.id in known else ""),
                data_asked=question.id,
                data_state=states[question.id],
            )
            for question, answer in result.answers
        ),
        data_part="asked",
        hidden=True,
    )
