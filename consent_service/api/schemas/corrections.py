"""Saying that an earlier entry was wrong."""

from __future__ import annotations

from ...actions.corrections import CorrectEntry
from ..fields import Code, Whole, Words
from .body import Body


class CorrectEntrySchema(Body):
    """`corrects` is the entry's place in the ledger."""

    makes = CorrectEntry
    corrects = Whole(required=True)
    what_was_wrong = Words(required=True)
    requested_by = Code("correction_requesters")
