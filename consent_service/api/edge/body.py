"""What every schema has in common."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, ClassVar, Final

from marshmallow import RAISE, Schema, post_load, pre_load

from .fields import Line, Several, is_blank

# What the library says of an unknown member stays: it names no member, and is looked for elsewhere.
_SENTENCES: Final = {"type": "This is an object."}


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
        left_out = {
            field.data_key or name
            for name, field in self.fields.items()
            if isinstance(field, Line | Several) and not field.required
        }
        return {
            key: value for key, value in data.items() if not (key in left_out and is_blank(value))
        }

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
