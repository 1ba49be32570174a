"""Share now: recorded, looked at, and found to be about a file."""

from __future__ import annotations

from ....actions.sharenow import LinkShareNow, RecordShareNow, ReviewShareNow
from ...edge.fields import Opaque, Part, When, Words, YesNo
from .body import Body
from .disclosures import DisclosedAtOnceSchema


class RecordShareNowSchema(Body):
    """What was shared at once and why, or that nothing was in the end.

    Without `share_now`, somebody shared without asking this service first.
    """

    makes = RecordShareNow
    shared = YesNo(required=True)
    risk = Words(required=True)
    share_now = Opaque()
    disclosure = Part(DisclosedAtOnceSchema)
    enquiry = Opaque()
    effective_at = When()


class ReviewShareNowSchema(Body):
    """A manager looked at the path's use of share-now."""

    makes = ReviewShareNow
    from_elsewhere = ("share_now",)
    upheld = YesNo(required=True)
    words = Words(required=True)
    effective_at = When()


class LinkShareNowSchema(Body):
    """The file that the path's use of share-now was about."""

    makes = LinkShareNow
    from_elsewhere = ("share_now",)
    file = Opaque(required=True)
