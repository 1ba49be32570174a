"""What every schema has in common."""

from __future__ import annotations

from collections.abc import Callable, Collection
from inspect import isfunction
from typing import Any, ClassVar, Final

from marshmallow import RAISE, Schema, ValidationError, missing, post_load, pre_load

from ...domain.memo import cached_property
from .fields import Line, Several, is_blank

# What the library says of an unknown member stays: it names no member, and is looked for elsewhere.
_SENTENCES: Final = {"type": "This is an object."}


#: What does not come as it ought to.
_UNUSUAL: Final = object()
#: What is done before and after in every schema, by when: the short way does these, and no others.
_DONE: Final = {"pre_load": ["without_blanks"], "post_load": ["_loaded"]}
#: In which the library, and we, do what the short way does otherwise: none of these is another's.
_NOT_OVERRIDDEN: Final = (
    "_loaded",
    *(name for name, of_the_library in vars(Schema).items() if isfunction(of_the_library)),
)


class CannotBeUsedError(Exception):
    """What was sent does not say what it is about, or what it says: nothing can stand for that.
    `args` are the members that it would have to say it in and that were not sent.
    """


class Body(Schema):
    """An object of a request. Loading it gives what `makes` names; a member left out keeps that
    one's own default, so a default stands in one place only. A text or list that may be left out
    and is blank is left out: a form that nobody filled in says no more.
    """

    makes: ClassVar[Callable[..., Any]]

    error_messages = _SENTENCES

    class Meta:
        """A member that is not known is refused: it may be meant, and would be lost."""

        unknown = RAISE

    @pre_load
    def without_blanks(self, data: Any, **_: Any) -> Any:
        """What was sent, without what is blank and may be left out."""
        if not isinstance(data, dict):
            return data
        left_out, says_none = self._left_out_if_blank, self._says_none
        return {
            key: value
            for key, value in data.items()
            if not (key in left_out and is_blank(value)) or (value == [] and key in says_none)
        }

    @cached_property
    def _left_out_if_blank(self) -> frozenset[str]:
        return frozenset(
            field.data_key or name
            for name, field in self.fields.items()
            if isinstance(field, Line | Several) and not field.required
        )

    @cached_property
    def _says_none(self) -> frozenset[str]:
        """Of these, those of which an empty list says that there are none any more."""
        every = ((field.data_key or name, field) for name, field in self.fields.items())
        return frozenset(key for key, field in every if getattr(field, "says_none", False))

    def load(self, data: Any, **options: Any) -> Any:
        """As the library's. What comes as it ought to is read by the same fields without what the
        library does for each of them; what does not it reads, and has the words for.
        """
        usual = self._usual(data, **options)
        return super().load(data, **options) if usual is _UNUSUAL else usual

    def _usual(self, data: Any, **options: Any) -> Any:
        asked_for = any(option is not None for option in options.values())
        if not self._is_plain or asked_for or type(data) is not dict:
            return _UNUSUAL
        sent, made, read = self.without_blanks(data), dict[str, Any](), 0
        try:
            for name, key, field in self._members:
                if key in sent:
                    made[name] = field.deserialize(sent[key], key, sent)
                    read += 1
                elif field.required:
                    return _UNUSUAL
                elif (default := field.load_default) is not missing:
                    made[name] = default
            return self.build(made) if read == len(sent) else _UNUSUAL
        except ValidationError:
            return _UNUSUAL

    @cached_property
    def _members(self) -> tuple[tuple[str, str, Any], ...]:
        return tuple(
            (name, name if field.data_key is None else field.data_key, field)
            for name, field in self.load_fields.items()
        )

    @cached_property
    def _is_plain(self) -> bool:
        """It has no rules but those of its members, nothing is done before or after but what is
        done in every schema, and nothing is read into another place.
        """
        done = {when: [name for name, *_ in every] for when, every in self._hooks.items() if every}
        return (
            self.unknown == RAISE
            and self.partial is None
            and not (self.many or self.only or self.exclude)
            and done == _DONE
            and all(getattr(type(self), one) is getattr(Body, one) for one in _NOT_OVERRIDDEN)
            and all(
                f.attribute is None and not callable(f.load_default) for _, _, f in self._members
            )
        )

    @post_load
    def _loaded(self, data: dict[str, Any], **_: Any) -> Any:
        return self.build(data)

    def build(self, data: dict[str, Any]) -> Any:
        """What the schema stands for, from members that are each valid."""
        return type(self).makes(**data)

    def build_with_care(self, data: dict[str, Any], lost: Collection[str]) -> Any:
        """Likewise where the members `lost` were not usable as they were sent: what is meant at
        most, of something that protects somebody. Raises `CannotBeUsedError` where what must be
        there is not.
        """
        missing = {
            name: field.data_key or name
            for name, field in self.fields.items()
            if field.required and name not in data
        }
        if missing:
            raise CannotBeUsedError(*(key for name, key in missing.items() if name not in lost))
        return self.build(data)
