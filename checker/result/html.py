"""A result as HTML, for the checker page: its outcomes first, and everything else one fold away.

In: a Result.  Out: markup in parts (`data-part`), so that the page can replace only those that have changed.
Must not say anything that the result's words do not say.
"""

from collections.abc import Iterable, Iterator

from checker.engine.assess import how_many
from checker.engine.model import Question
from checker.result.dates import DateBox, Day
from checker.result.dates_picture import picture, shape_alone
from checker.result.decisions import ANSWERED, POSSIBLE, THE_SAME, Box, Ground, Heading
from checker.result.folds import always_html, answers_html, questions_html, states_html, why_html
from checker.result.markup import Markup, element, join
from checker.result.parts import clause_tags, linked, question_link
from checker.result.result import ALWAYS_TITLE, CONFLICTS_TITLE, NO_SILENCES, SILENCES_TITLE, Result
from checker.result.todo import Entry
from checker.result.words import in_words

SAVED = (
    "The calendar file was handed to your browser’s downloads. "
    "If you added an earlier one to your calendar, its entry stays there until you delete it."
)
"""What is said once a calendar file was saved."""


def result_html(result: Result, *, link: str = "") -> Markup:
    """Return the whole result.  link: an address that opens it, for paper."""
    return join(
        [
            outcomes_html(result),
            element("p", result.name, class_="result-name", data_part="name", hidden=not result.name),
            element("p", result.policy.in_short, *_still_open(result.open), class_="from", data_part="from"),
            _paper(result, link),
            element(
                "div",
                element(
                    "div",
                    *(_box(box) for box in result.boxes),
                    *(_dates(box, result) for box in result.dates),
                    _conflicts(result),
                ),
                element("div", _todo(result), _silences(result)),
                class_="two-columns",
                data_part="columns",
            ),
            questions_html(result),
            why_html(result),
            always_html(result),
            answers_html(result),
            states_html(result),
        ]
    )


def _still_open(questions: tuple[Question, ...]) -> Iterator[str]:
    """Yield how many questions are open, with a link to the first."""
    if questions:
        words = f"{how_many(len(questions), 'question')} still open"
        yield from (" ", element("a", words, href=f"question:{questions[0].id}"), ".")


def _paper(result: Result, link: str) -> Markup:
    """Return what only paper shows: of what it is a result, the day, the version, and a link that opens it."""
    parts = [f"Self-assessment on an independent site: {result.policy.title}"]
    parts += [in_words(result.today)] if result.today else []
    parts.append(f"fingerprint {result.policy.version} of this site’s text, rules and wording")
    elsewhere = link.replace("#", "?#", 1)  # in a PDF, a browser makes a link to the page itself lead nowhere
    return element(
        "p",
        " · ".join(parts),
        *((" · ", element("a", "Open this result", href=elsewhere)) if link else ()),
        class_="paper",
        data_part="paper",
    )


def outcomes_html(result: Result) -> Markup:
    """Return the outcomes alone: beside the form, on a phone below it, and for screen readers when they change."""
    lines = [
        (box.outcome.decision.id, box.outcome.tone, box.heading, box.short) for box in result.boxes if not box.joined
    ]
    lines += [(box.clause.id, box.tone, box.heading, box.short) for box in result.dates]
    return element(
        "ul",
        *(
            element(
                "li",
                element("span", heading, class_="long"),
                element("span", short, class_="short"),
                data_outcome=name,
                data_tone=tone,
            )
            for name, tone, heading, short in lines
        ),
        class_="outcomes",
        data_part="outcomes",
    )


def _box(box: Box) -> Markup:
    outcome = box.outcome
    marks = {
        "data_decision": outcome.decision.id,
        "data_value": outcome.value,
        "data_tone": outcome.tone,
        "data_clauses": " ".join(clause.id for clause in outcome.clauses),
        "data_missing": " ".join(question.id for question in outcome.missing),
    }
    if box.joined:
        return element(
            "section",
            element("p", f"{outcome.decision.title}: {THE_SAME}", clause_tags(outcome.clauses)),
            class_="visually-hidden",
            **marks,
        )
    headings = [part for each in box.headings for part in ("; ", each.words, clause_tags(each.clauses))]
    return element(
        "section",
        element("h3", *headings[1:]),
        *(_ground(ground) for ground in box.grounds),
        *(element("p", each) for each in box.says),
        element("p", "Start with ", question_link(box.start[0]), f": {box.start[1]}") if box.start else "",
        _ways(box.ways),
        _notes(box.notes),
        class_="box",
        **marks,
    )


def _ground(ground: Ground) -> Markup:
    things = (
        element(
            "li",
            element("span", f"{ANSWERED[answered]}: ", class_="visually-hidden"),
            question_link(question),
            data_thing=answered,
        )
        for question, answered in ground.things
    )
    return join(
        [
            _notes([ground.lead] if ground.lead else []),
            element("ul", *things, class_="things"),
            _notes(ground.notes),
            element("p", ground.open) if ground.open else "",
        ]
    )


def _notes(notes: Iterable[Heading]) -> Markup:
    return join(element("p", each.words, clause_tags(each.clauses)) for each in notes)


def _ways(ways: Iterable[Heading]) -> Markup:
    lines = [element("li", element("span", each.words, clause_tags(each.clauses))) for each in ways]
    return join([element("p", POSSIBLE), element("ul", *lines)]) if lines else Markup()


def _dates(box: DateBox, result: Result) -> Markup:
    writing = result.policy.writing
    return element(
        "section",
        element("h3", box.heading, clause_tags((box.clause,))),
        element("figure", picture(box), element("figcaption", element("ul", *map(_day, box.days), class_="days"))),
        *(element("p", each) for each in box.says),
        element("p", linked(writing.caution)) if writing and "later" in box.late else "",
        element(
            "p",
            element("button", "Add to calendar", type="button", data_make="calendar"),
            " ",
            element("span", role="status", data_made=SAVED),
        )
        if not box.passed
        else "",
        class_="box dates",
        data_dates=box.clause.id,
        data_tone=box.tone,
    )


def _day(day: Day) -> Markup:
    time = element("time", day.words, datetime=day.day.isoformat())
    return element("li", shape_alone(day.kind), f"{day.label}: ", time, data_day=day.kind)


def _conflicts(result: Result) -> Markup:
    return element(
        "section",
        element("h3", CONFLICTS_TITLE),
        *(element("p", clash.conflict.says, clause_tags((clash.clause,))) for clash in result.assessment.conflicts),
        class_="conflicts",
        hidden=not result.assessment.conflicts,
    )


def _todo(result: Result) -> Markup:
    return element(
        "section",
        element("h3", result.policy.publisher.advises, id="todo"),
        element("ul", *map(_entry, result.todo), class_="todo"),
        hidden=not result.todo,
    )


def _entry(entry: Entry) -> Markup:
    word = [" ", element("span", entry.word, class_="how")] if entry.word else []
    button = ""
    if entry.done is not None:
        is_done = entry.tone == "done"
        button = element(
            "button",
            "Mark as not done" if is_done else "Mark as done",
            element("span", f": {entry.says}", class_="visually-hidden"),
            type="button",
            data_done=entry.done.id,
            data_answer=str(not is_done).lower(),
        )
    return element(
        "li",
        element("span", entry.label, class_="when"),
        element(
            "span",
            entry.says,
            f" “{entry.force}”" if entry.force else "",
            clause_tags((entry.clause,)),
            *word,
            " ",
            button,
        ),
        data_todo=entry.clause.id,
        data_tone=entry.tone,
    )


def _silences(result: Result) -> Markup:
    titles = (element("li", element("a", each.title, href=f"#silence-{each.id}")) for each in result.silences)
    return element(
        "section",
        element("h3", f"{SILENCES_TITLE} ({len(result.silences)})" if result.silences else SILENCES_TITLE),
        element("ul", *titles, class_="titles") if result.silences else element("p", NO_SILENCES),
        element("p", f"{ALWAYS_TITLE}: {len(result.always)}.", class_="paper") if result.always else "",
    )
