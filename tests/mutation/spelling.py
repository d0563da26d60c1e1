"""Spelling conditions: from the tree that the engine reads back to the text of a `when`.

In: a condition.  Out: text that is read as the same condition.
Must not spell what no text can be read as: an `and` or `or` of fewer than two parts.
"""

from checker.engine.condition import All, Any, Condition, DaysBefore, Is, Not


def spelled(condition: Condition) -> str:
    """Return the text of a condition."""
    match condition:
        case Is(name, True):
            return name
        case Is(name, value):
            return f"{name} is {value}"
        case DaysBefore(earlier, days, later):
            return f"{earlier} is at least {days} days before {later}"
        case Not(part):
            return f"not {_bracketed(part)}"
        case All(parts):
            return " and ".join(map(_bracketed, parts))
        case Any(parts):
            return " or ".join(map(_bracketed, parts))


def _bracketed(condition: Condition) -> str:
    text = spelled(condition)
    return f"({text})" if isinstance(condition, All | Any) else text
