"""Most questions, read by the rules of their schema and without its machinery.

Each member is read by the schema's own field, so nothing is taken here that is not taken there, nor
made into anything else. Whatever that may refuse, or what says more, is for the schema, which has
the words.
"""

from __future__ import annotations

from typing import Any, Final

from marshmallow import ValidationError

from ...actions.checks import CheckSharing
from ...domain.proposal import Proposal, Urgency
from ...domain.scope import Agency
from ..edge.fields import Several
from ..recorded.parts import AgencySchema
from .bodies import MOST_PAIRS, CheckSchema

_FIELDS: Final[Any] = CheckSchema().fields
_TYPE: Final[Any] = AgencySchema().fields["type"]
_MUST: Final = frozenset({"subjects", "agency", "categories", "purpose", "direction"})
_MAY: Final = frozenset({"enquiry", "urgency"})


def usual_question(body: dict[str, Any]) -> CheckSharing | None:
    """What `CheckSchema` makes of this body; None where it is to be asked."""
    names = body.keys()
    if not names >= _MUST or not names - _MUST <= _MAY:
        return None
    agency = body["agency"]
    if type(agency) is not dict or agency.keys() != {"type"}:
        return None
    try:
        subjects = _each(_FIELDS["subjects"], body["subjects"])
        categories = _each(_FIELDS["categories"], body["categories"])
        if len(subjects) * len(categories) > MOST_PAIRS:
            return None
        return CheckSharing(
            Proposal(
                enquiry=_FIELDS["enquiry"].read(body["enquiry"]) if "enquiry" in body else None,
                subjects=subjects,
                agency=Agency(_TYPE.read(agency["type"])),
                categories=categories,
                purpose=_FIELDS["purpose"].read(body["purpose"]),
                direction=_FIELDS["direction"].read(body["direction"]),
                urgency=Urgency(_FIELDS["urgency"].read(body.get("urgency", Urgency.STANDARD))),
            )
        )
    except ValidationError:
        return None


def _each(field: Several, values: Any) -> tuple[str, ...]:
    if type(values) is not list or not 0 < len(values) <= field.most:
        raise ValidationError(field.too_many)
    inner: Any = field.inner
    return tuple(dict.fromkeys(map(inner.read, values)))
