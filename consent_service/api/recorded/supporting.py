"""Advocates, keeping people informed, and telling referrers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...actions import advocates, keeping_informed
from ...domain import events, practice
from ..edge.operations import FILE
from .write import Write

WRITES: Final[Sequence[Write[Any]]] = (
    Write(
        "changeAdvocateStatus",
        f"{FILE}/advocates",
        "Say where a parent stands about an advocate",
        events.AdvocateStatusChanged,
        advocates.change_advocate_status,
    ),
    # An empty list says that none holds any more.
    Write(
        "recordNeeds",
        f"{FILE}/needs",
        "Say what makes an advocate matter more for somebody",
        practice.NeedsRecorded,
    ),
    Write(
        "recordContactPoint",
        f"{FILE}/contact-points",
        "Record a way to reach somebody, and whether it is safe",
        practice.ContactPointRecorded,
        keeping_informed.record_contact_point,
    ),
    Write(
        "agreeKeepInformed",
        f"{FILE}/keep-informed",
        "Record how and when somebody wants to be kept informed",
        practice.KeepInformedAgreed,
        keeping_informed.agree_keep_informed,
    ),
    # After an enquiry has ended as well: how it ended is theirs to hear.
    Write(
        "recordContactMade",
        f"{FILE}/contacts-made",
        "Record that somebody was kept informed",
        practice.ContactMade,
    ),
    # What was held back is said with its reason; the least of it is always told.
    Write(
        "tellReferrer",
        f"{FILE}/enquiries/<string:enquiry>/referrer-feedback",
        "Record what the referrer was told",
        practice.ReferrerToldBack,
    ),
)
