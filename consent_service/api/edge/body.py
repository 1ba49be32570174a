"""What every schema has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final

from marshmallow import RAISE, Schema, post_load

# What the library says of an unknown member stays: it names no member, and is looked for elsewhere.
_SENTENCES: Final = {"type": "This is an object."}


class Body(Schema):
    """An object of a request. Loading it gives what `makes` names; a member left out keeps that
    one's own default, so a default stands in one place only.
    """

    makes: ClassVar[Callable[..., Any]]

    error_messages = _SENTENCES

    class Meta:
        """A member that is not known is refused: it may be meant, and would be lost."""

        unknown = RAISE

    @post_load
    def _loaded(self, data: dict[str, Any], **_: Any) -> Any:
        return self.build(data)

    def build(self, data: dict[str, Any]) -> Any:
        """What the schema stands for, from members that are each valid."""
        return type(self).makes(**data)
