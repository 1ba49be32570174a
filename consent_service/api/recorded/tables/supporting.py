"""Advocates, keeping people informed, and telling referrers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ....actions import advocates, informing, people
from ...edge.operations import FILE
from .. import schemas
from .write import ENQUIRY, TIME, Write

WRITES: Final[Sequence[Write]] = (
    Write(
        "changeAdvocateStatus",
        f"{FILE}/advocates",
        "Say where a parent stands about an advocate",
        schemas.ChangeAdvocateStatusSchema,
        advocates.change_advocate_status,
        problems=(
            "not-on-file",
            *ENQUIRY,
            "advocate-step-missing",
            "advocate-needs-name",
            "advocate-needs-checks",
            "advocate-needs-permission",
            "advocate-not-suitable",
            "advocate-of-concern",
            "advocate-interprets",
            "advocate-of-both-sides",
            *TIME,
        ),
    ),
    Write(
        "recordNeeds",
        f"{FILE}/needs",
        "Say what makes an advocate matter more for somebody",
        schemas.RecordNeedsSchema,
        people.record_needs,
        problems=("not-on-file", *TIME),
    ),
    Write(
        "recordContactPoint",
        f"{FILE}/contact-points",
        "Record a way to reach somebody, and whether it is safe",
        schemas.RecordContactPointSchema,
        informing.record_contact_point,
        problems=("not-on-file", *TIME),
    ),
    Write(
        "agreeKeepInformed",
        f"{FILE}/keep-informed",
        "Record how and when somebody wants to be kept informed",
        schemas.AgreeKeepInformedSchema,
        informing.agree_keep_informed,
        problems=(
            "not-on-file",
            *ENQUIRY,
            "keep-informed-needs-reason",
            "contact-not-safe",
            *TIME,
        ),
    ),
    Write(
        "recordContactMade",
        f"{FILE}/contacts-made",
        "Record that somebody was kept informed",
        schemas.RecordContactMadeSchema,
        informing.record_contact_made,
        problems=("not-on-file", "no-open-enquiry", "which-enquiry", *TIME),
    ),
    Write(
        "tellReferrer",
        f"{FILE}/enquiries/<string:enquiry>/referrer-feedback",
        "Record what the referrer was told",
        schemas.TellReferrerSchema,
        informing.tell_referrer,
        problems=("not-on-file", *TIME),
        from_path="enquiry",
    ),
)
