"""The parameters of reads. None of them is personal: names and references never stand in a URL."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final, get_args

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from ...actions.moment import CLOCKS_DIFFER_BY
from ...domain.recorded.event import tag_of
from ...domain.recorded.events import AnyEvent
from ...domain.times import through_its_second
from .fields import When
from .operations import Call
from .problems import ProblemError

#: So many changes a reply has at most.
MOST_CHANGES: Final = 2_000

#: Every kind of entry there is.
KINDS: Final = frozenset(map(tag_of, get_args(AnyEvent)))
_YES_OR_NO: Final = {"true": True, "false": False}

#: As `str` writes a whole number. `int` reads more: `1_000`, ` 7`, digits of other scripts.
_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,15}")


class WholeInQuery(fields.Integer):
    """A whole number in a URL, in its one spelling."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str) or _WHOLE.fullmatch(value) is None:
            raise ValidationError("This is a whole number.")
        return super()._deserialize(value, attr, data, **kwargs)


class YesNoInQuery(fields.Boolean):
    """`true` or `false` in a URL, and nothing that resembles them."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        if value not in _YES_OR_NO:
            raise ValidationError("This is true or false.")
        return _YES_OR_NO[value]


class KindsInQuery(fields.String):
    """Kinds of entries, with a comma between two. One that is not ours is refused: it may be meant,
    and would find nothing.
    """

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        asked = frozenset(str(value).split(","))
        if not asked <= KINDS:
            raise ValidationError("Give kinds of entries, with a comma between two.")
        return asked


class _Query(Schema):
    class Meta:
        """A parameter that is not known is refused: it may be meant, and would be lost."""

        unknown = RAISE


class StandingQuery(_Query):
    """The two clocks."""

    as_of = When(metadata={"description": "How things stood at this time; now if left out."})
    known_at = When(
        metadata={"description": "From what had been recorded by this time; now if left out."}
    )


class PageQuery(_Query):
    """A page of a list."""

    limit = WholeInQuery(
        load_default=50,
        validate=validate.Range(1, 200, error="Ask for 1 to 200."),
        metadata={"description": "At most so many."},
    )
    cursor = fields.String(
        validate=validate.Length(1, 200, error="This is not a cursor of this list."),
        metadata={
            "description": "`next` of the page before; send everything else again as it was. What "
            "was recorded since is not in the pages that follow."
        },
    )


class StandingPageQuery(StandingQuery, PageQuery):
    """The two clocks, and a page."""


class EitherWayQuery(StandingPageQuery):
    """The two clocks, and a page from the oldest on or from the newest back."""

    newest_first = YesNoInQuery(
        load_default=False,
        metadata={"description": "`true`: from the newest back; from the oldest on if left out."},
    )


class HistoryQuery(EitherWayQuery):
    """The same, which may begin at an entry, of which kinds."""

    from_seq = WholeInQuery(
        load_default=None,
        validate=validate.Range(0, error="This is no place in a ledger."),
        metadata={"description": "Begin at this place of the ledger; at the first if left out."},
    )
    kinds = KindsInQuery(
        load_default=None,
        metadata={
            "description": "Only entries of these kinds, with a comma between two: "
            "`check-made,disclosure-recorded`."
        },
    )
    correctable = YesNoInQuery(
        load_default=False,
        metadata={"description": "`true`: only what can be called wrong, and was not."},
    )


class AfterQuery(_Query):
    """Where to go on in the order recorded."""

    after = WholeInQuery(
        load_default=-1,
        validate=validate.Range(-1, error="This is no place in a ledger."),
        metadata={
            "description": "The `after` of the reply before; from the beginning if left out."
        },
    )
    limit = WholeInQuery(
        load_default=MOST_CHANGES,
        validate=validate.Range(1, MOST_CHANGES, error=f"Ask for 1 to {MOST_CHANGES}."),
        metadata={"description": "At most so many changes."},
    )


def clocks(call: Call, asked: dict[str, Any]) -> tuple[datetime, datetime]:
    """`as_of` and `known_at` of a read, each now if it was left out. Raises `ProblemError`."""
    now = call.now()
    return not_ahead(asked.get("as_of"), now), not_ahead(asked.get("known_at"), now)


def not_ahead(asked: datetime | None, now: datetime) -> datetime:
    """As far as a time reaches that is looked back to: all of its second, and not beyond now. One
    up to five minutes ahead is now; nothing is known of what lies further ahead.
    """
    if asked is None:
        return now
    if asked > now + CLOCKS_DIFFER_BY:
        raise ProblemError("time-in-the-future")
    return min(through_its_second(asked), now)
