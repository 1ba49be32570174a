"""Open and close an enquiry. What people agree to in it ends with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain import events
from .moment import Moment, new_id


@dataclass(frozen=True, slots=True)
class OpenEnquiry:
    """A referral or contact came in."""

    rating: str = "NOT_RATED"
    threshold_level: int | None = None
    referrer_agency: str | None = None
    referrer_organisation: str | None = None
    referrer_anonymous: bool = False
    referrer_reported_consent: str = "NOT_STATED"
    referrer_words: str | None = None
    effective_at: datetime | None = None


def open_enquiry(command: OpenEnquiry, moment: Moment) -> Sequence[events.AnyEvent]:
    """The referrer's tick is kept as the referrer's word. It is nobody's answer."""
    moment.the_file()
    return [
        events.EnquiryOpened(
            enquiry=new_id(),
            rating=command.rating,
            threshold_level=command.threshold_level,
            referrer_agency=command.referrer_agency,
            referrer_organisation=command.referrer_organisation,
            referrer_anonymous=command.referrer_anonymous,
            referrer_reported_consent=command.referrer_reported_consent,
            referrer_words=command.referrer_words,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class CloseEnquiry:
    """The enquiry came to its end."""

    enquiry: str
    reason: str
    effective_at: datetime | None = None


def close_enquiry(command: CloseEnquiry, moment: Moment) -> Sequence[events.AnyEvent]:
    """Closing twice is a mistake worth knowing about."""
    enquiry = moment.the_open_enquiry(command.enquiry, "/enquiry")
    return [
        events.EnquiryClosed(
            enquiry=enquiry,
            reason=command.reason,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]
