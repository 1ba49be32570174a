"""Telling the family, and whether that is safe."""

from __future__ import annotations

from ....actions.tellings import ChangeSafeToTell, RecordTelling
from ...edge.fields import Code, Day, Opaque, When, Words, YesNo
from .body import Body


class RecordTellingSchema(Body):
    """A person, or without one everybody, was told of something; or it was not safe to."""

    makes = RecordTelling
    about = Opaque(required=True)
    told = YesNo(required=True)
    person = Opaque()
    method = Code("keep_informed_methods", but=("DO_NOT_CONTACT_AT_HOME", "NO_CONTACT_REQUESTED"))
    words = Words()
    reason = Words()
    review_on = Day()
    effective_at = When()


class ChangeSafeToTellSchema(Body):
    """Whether a person, or without one anybody, may know of it."""

    makes = ChangeSafeToTell
    about = Opaque(required=True)
    safe = YesNo(required=True)
    reason = Words(required=True)
    person = Opaque()
    review_on = Day()
    effective_at = When()
