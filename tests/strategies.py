"""What hypothesis draws: sheets of answers by the invented policy, as JSON has them."""

from datetime import date

from hypothesis import strategies as st

from tests.invented import POLICY

_AROUND = st.dates(min_value=date(2027, 11, 1), max_value=date(2028, 6, 30))
_ANY_DAY = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


def _answer(question):
    if question.type == "boolean":
        return st.booleans()
    if question.type == "date":
        return st.one_of(_AROUND, _ANY_DAY).map(date.isoformat)
    return st.sampled_from([choice.id for choice in question.choices])


ANSWER = {name: _answer(question) for name, question in POLICY.questions.items()}
SHEETS = st.fixed_dictionaries({}, optional={name: each | st.just("unsure") for name, each in ANSWER.items()})
"""Sheets with any of the questions answered, "not sure" included."""
