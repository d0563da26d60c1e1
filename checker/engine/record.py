"""Immutable records: what `dataclass(frozen=True)` makes, without writing and compiling code at every start.

In: a class with annotated fields.  Out: a class whose instances hold them, compare by them and never change.
Must not write and compile code when a class is made, as dataclasses do: the browser would pay for it at every start.
"""

from typing import Any, ClassVar, Never, dataclass_transform, override


@dataclass_transform(frozen_default=True, eq_default=True)
class Record:
    """A record. Its fields are its annotations, given in their order or by name.

    A field may be left out where the class gives it a value.
    """

    _fields: ClassVar[tuple[str, ...]]
    _defaults: ClassVar[dict[str, Any]]

    def __init_subclass__(cls) -> None:
        """Note the fields, for `match` and for making instances."""
        cls._fields = cls.__match_args__ = tuple(cls.__annotations__)  # type: ignore[misc, attr-defined]
        cls._defaults = {name: cls.__dict__[name] for name in cls._fields if name in cls.__dict__}

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401  fields are of any type
        """Keep the fields. Raise TypeError unless each is given once, and nothing else."""
        fields = self._defaults | dict(zip(self._fields, given, strict=False)) | named
        twice = named.keys() & set(self._fields[: len(given)])
        if twice or len(given) > len(self._fields) or fields.keys() != set(self._fields):
            message = f"{type(self).__name__} takes {', '.join(self._fields)}"
            raise TypeError(message)
        self.__dict__.update((name, fields[name]) for name in self._fields)

    @override
    def __setattr__(self, name: str, value: object) -> Never:
        message = f"a {type(self).__name__} does not change"
        raise AttributeError(message)

    @override
    def __delattr__(self, name: str) -> Never:
        message = f"a {type(self).__name__} does not change"
        raise AttributeError(message)

    @override
    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    @override
    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    @override
    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({fields})"
