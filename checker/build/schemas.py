"""JSON Schemas (2020-12) of what goes in and comes out: the policy's file, answers, and an assessment.

In: a policy.  Out: JSON values.
Must accept whatever the engine takes and gives, and must name every id of the policy that can stand there.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from checker.engine.model import UNDETERMINED, UNSURE, Clause, Decision, Policy, Question
from checker.engine.rule import Rule

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_WORDS = {"type": "string", "minLength": 1}
_ID = {"type": "string", "pattern": "^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"}
_FINGERPRINT = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

Schema: TypeAlias = dict[str, Any]


def schemas_of(policy: Policy) -> dict[str, Schema]:
    """Return the schemas by name."""
    return {
        "policy": _policy_schema(policy),
        "answers": _answers_schema(policy),
        "assessment": _assessment_schema(policy),
    }


def _head(policy: Policy, name: str, title: str) -> Schema:
    return {"$schema": _DRAFT, "$id": f"urn:{policy.short_name}:{name}", "title": f"{policy.title}: {title}"}


def _answers_schema(policy: Policy) -> Schema:
    properties = {question.id: _answer(question, unanswered=True) for question in policy.questions.values()}
    return _head(policy, "answers", "answers to an independent site’s questions") | _object(properties, required=())


def _assessment_schema(policy: Policy) -> Schema:
    """Return the schema of an assessment.  Every id that can stand at a place is listed there, and no other."""
    given = {question.id: _answer(question, unanswered=False) for question in policy.questions.values()}
    latest = [clause.latest_date.id for clause in policy.clauses.values() if clause.latest_date]
    return _head(policy, "assessment", "what an independent site concludes from answers") | _object(
        {
            "policy": _object({"title": {"const": policy.title}, "fingerprint": {"const": policy.fingerprint}}),
            "answers": _object(given, required=()),
            "decisions": _object({name: _decision(policy, each) for name, each in policy.decisions.items()}),
            "findings": {
                "type": "array",
                "prefixItems": [_finding(policy, clause) for clause in policy.clauses.values()],
                "items": False,
                "minItems": len(policy.clauses),
            },
            "conflicts": _list(
                _object({"clause": _one_of(policy.clauses), "answers": _ids(policy.questions), "detail": _WORDS})
            ),
            **{name: {"anyOf": [_DAY, {"type": "null"}]} for name in latest},
        }
    )


def _policy_schema(policy: Policy) -> Schema:
    """Return the schema of `policy.json`. Other keys may stand beside those that it names: they are ours, for pages."""
    named = {"id": _ID}
    rows = _list({"type": "object", "properties": {"when": _WORDS}})
    tables = {
        "status": _table(named | {"word": _WORDS}),
        "clause": _table(named | {"number": _WORDS, "title": _WORDS, "text": _WORDS, "force": _WORDS, "row": rows}),
        "question": _table(named | {"type": _one_of(("boolean", "choice", "date")), "clause": _ID, "ask": _WORDS}),
        "decision": _table(named | {"title": _WORDS, "ask": _WORDS, "row": rows}),
        "silence": _table(named | {"title": _WORDS, "clauses": _list(_ID), "says": _WORDS, "ask": _WORDS}),
        "conflict": _table({"clause": _ID, "when": _WORDS, "says": _WORDS}),
    }
    source = _object({"name": _WORDS, "address": {"type": "string", "pattern": "^https://"}})
    fact = _table(named | {"says": _WORDS, "looked_up": _DAY, "sources": _list(source) | {"minItems": 1}})
    document = {
        "type": "object",
        "required": ["title", "clause", "question", "decision", "silence"],
        "properties": {"title": _WORDS} | {name: _list(table) for name, table in tables.items()},
    }
    return _head(policy, "policy", "the text, with an independent site’s questions and rules") | _object(
        {"fingerprint": _FINGERPRINT, "policy": document, "facts": _list(fact)}
    )


def _answer(question: Question, *, unanswered: bool) -> Schema:
    words: Schema = {"title": question.label, "description": f"{question.ask} {question.help}".strip()}
    others: list[object] = [UNSURE, None] if unanswered else [UNSURE]
    if question.type == "date":
        return words | {"anyOf": [_DAY, {"enum": others}]}
    values: list[object] = [True, False] if question.type == "boolean" else [choice.id for choice in question.choices]
    return words | {"enum": [*values, *others]}


def _decision(policy: Policy, decision: Decision) -> Schema:
    parts = {
        "value": _outcomes(decision.rule),
        "clauses": _ids(policy.clauses),
        "missing": _ids(policy.questions),
    }
    if decision.blocking_value is not None:
        parts["blocking"] = _ids(policy.questions)
    return {"title": decision.title} | _object(parts)


def _finding(policy: Policy, clause: Clause) -> Schema:
    statuses = _outcomes(clause.rule) if clause.rule else _one_of(policy.statuses)
    return {"title": f"{clause.number} {clause.title}"} | _object(
        {"clause": {"const": clause.id}, "status": statuses, "missing": _ids(policy.questions), "detail": _TEXT}
    )


def _outcomes(rule: Rule) -> Schema:
    return _one_of(dict.fromkeys([*(row.outcome for row in rule.rows), UNDETERMINED]))


def _object(properties: Schema, required: Iterable[str] | None = None) -> Schema:
    needed = list(properties if required is None else required)
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _table(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": [name for name in properties if name != "row"]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ids(names: Iterable[str]) -> Schema:
    return _list(_one_of(names)) | {"uniqueItems": True}


def _one_of(values: Iterable[str]) -> Schema:
    return {"enum": list(values)}
