"""Immutable records: classes declared by their annotations alone, like frozen dataclasses.

`dataclass` generates and compiles source code for each class when its module is imported. In the browser that was two
thirds of the time from importing the engine to its first answer, so records share these few methods instead.
"""

from typing import Any, NoReturn, dataclass_transform


@dataclass_transform(frozen_default=True)
def record[T](cls: type[T]) -> type[T]:
    """Make a class a record: annotations are fields, values in the class body are defaults, instances are immutable.

    Fields are given in order or by name. Records of the same class are equal if all their fields are, and `match`
    takes them apart by position.
    """
    names = tuple(cls.__annotations__)
    defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}

    def init(self: T, *values: Any, **named: Any) -> None:  # noqa: ANN401  any field
        given = {**defaults, **dict(zip(names, values, strict=False)), **named}
        if len(values) > len(names) or given.keys() != set(names):
            missing = ", ".join(name for name in names if name not in given)
            raise TypeError(f"{cls.__name__}({', '.join(names)}): missing {missing or 'none'}, given {list(given)}")
        self.__dict__.update({name: given[name] for name in names})

    for name, method in {
        "__init__": init,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__eq__": _equal,
        "__hash__": _hash,
        "__repr__": _repr,
        "__match_args__": names,
    }.items():
        if name not in cls.__dict__:
            setattr(cls, name, method)
    return cls


def replace[T](of: T, **changes: Any) -> T:  # noqa: ANN401  any field
    """Return a record with some fields changed."""
    return type(of)(**{**of.__dict__, **changes})


def _refuse(self: object, name: str, *_value: object) -> NoReturn:
    raise AttributeError(f"{type(self).__name__} is immutable: cannot change {name!r}")


def _equal(self: object, other: object) -> bool:
    return type(self) is type(other) and self.__dict__ == other.__dict__


def _hash(self: object) -> int:
    return hash((type(self), *self.__dict__.values()))


def _repr(self: object) -> str:
    """Return source code that makes the same record; fields with their default value are left out."""
    cls, nothing = type(self), object()
    fields = (f"{name}={value!r}" for name, value in self.__dict__.items() if getattr(cls, name, nothing) != value)
    return f"{cls.__name__}({', '.join(fields)})"
