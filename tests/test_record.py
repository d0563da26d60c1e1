"""Records: immutable classes that are declared by their annotations alone."""

import pytest

from checker.engine.record import record, replace


@record
class Point:
    """A place, for these tests."""

    x: int
    y: int
    label: str = ""


def test_fields_are_given_in_order_or_by_name_and_have_defaults():
    """Both ways of writing a record give an equal one, which can be a key; another value or class is not equal."""
    assert Point(1, 2) == Point(y=2, x=1, label="") == replace(Point(1, 3), y=2)
    assert {Point(1, 2): "here"}[Point(1, 2)] == "here"
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != (1, 2, "")


@pytest.mark.parametrize(
    ("values", "named", "fault"),
    [
        ((1,), {}, "missing y"),
        ((1, 2), {"z": 3}, "given .*'z'"),
        ((1, 2, "a", 4), {}, "missing none"),
    ],
)
def test_fields_that_are_missing_or_unknown_are_refused(values, named, fault):
    """A record cannot be made without a field, or with one that its class does not have."""
    with pytest.raises(TypeError, match=rf"Point\(x, y, label\): .*{fault}"):
        Point(*values, **named)


def test_a_record_cannot_be_changed():
    """Setting or deleting a field raises."""
    point = Point(1, 2)
    with pytest.raises(AttributeError, match="Point is immutable: cannot change 'x'"):
        point.x = 2
    with pytest.raises(AttributeError):
        del point.x


def test_match_takes_a_record_apart():
    """A pattern has the fields by their position."""
    match Point(1, 2, "here"):
        case Point(x, y, label):
            assert (x, y, label) == (1, 2, "here")


@pytest.mark.parametrize("point", [Point(1, 2), Point(1, 2, 'a"b\n')])
def test_the_representation_makes_an_equal_record(point):
    """The representation is source code for the record."""
    assert eval(repr(point), {"Point": Point}) == point  # noqa: S307  our own code
