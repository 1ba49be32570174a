"""Opening and closing an enquiry."""

from __future__ import annotations

from ....actions.enquiries import CloseEnquiry, OpenEnquiry
from ...edge.fields import Code, Line, When, Whole, Words, YesNo
from .body import Body


class OpenEnquirySchema(Body):
    """A referral or contact came in."""

    makes = OpenEnquiry
    rating = Code("ratings")
    threshold_level = Whole(least=1, most=4)
    referrer_agency = Code("agencies")
    referrer_organisation = Line()
    referrer_anonymous = YesNo()
    referrer_reported_consent = Code("referrer_reported_consent")
    referrer_words = Words()
    effective_at = When()


class CloseEnquirySchema(Body):
    """The enquiry of the path came to its end."""

    makes = CloseEnquiry
    from_elsewhere = ("enquiry",)
    reason = Code("close_reasons", required=True)
    effective_at = When()
