"""The parameters of reads. None of them is personal: names and references never stand in a URL."""

from __future__ import annotations

import re
from typing import Any, Final

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from .fields import When

#: As `str` writes a whole number. `int` reads more: `1_000`, ` 7`, digits of other scripts.
_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,15}")


class WholeInQuery(fields.Integer):
    """A whole number in a URL, in its one spelling."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str) or _WHOLE.fullmatch(value) is None:
            raise ValidationError("This is a whole number.")
        return super()._deserialize(value, attr, data, **kwargs)


class StandingQuery(Schema):
    """The two clocks."""

    class Meta:
        unknown = RAISE

    as_of = When(metadata={"description": "How things stood at this time; now if left out."})
    known_at = When(
        metadata={"description": "From what had been recorded by this time; now if left out."}
    )


class HistoryQuery(StandingQuery):
    """The two clocks, and a cursor: entries after this place, at most so many."""

    after = WholeInQuery(
        load_default=-1,
        validate=validate.Range(-1, 2**53 - 1, error="This is not a place in the ledger."),
        metadata={"description": "Entries whose seq is greater; `next` of the page before."},
    )
    limit = WholeInQuery(
        load_default=50,
        validate=validate.Range(1, 200, error="Ask for 1 to 200 entries."),
        metadata={"description": "At most so many entries."},
    )
