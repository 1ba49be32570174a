"""What was shared, shared at once, stopped; and what agencies replied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ....actions import disclosures, sharenow, tellings
from ...edge.operations import FILE, MANAGERS
from .. import schemas
from .write import TIME, Write

_DISCLOSURE: Final = f"{FILE}/disclosures/<string:disclosure>"
_WHICH: Final = ("no-open-enquiry", "which-enquiry")

WRITES: Final[Sequence[Write]] = (
    Write(
        "recordDisclosure",
        f"{FILE}/disclosures",
        "Record what was asked of an agency or told to it, in the exact words",
        schemas.RecordDisclosureSchema,
        disclosures.record_disclosure,
        problems=("not-on-file", "rests-on-what", *_WHICH, *TIME),
        shows_what_travels=True,
    ),
    Write(
        "followUpCheck",
        f"{FILE}/follow-ups",
        "Say what was done after a check",
        schemas.FollowUpCheckSchema,
        disclosures.follow_up_check,
        problems=TIME,
    ),
    Write(
        "sendStopNotice",
        f"{_DISCLOSURE}/stop-notice",
        "Record that an agency was told that an agreement has been taken back",
        schemas.SendStopNoticeSchema,
        disclosures.send_stop_notice,
        problems=("not-on-file", *TIME),
        from_path="disclosure",
    ),
    Write(
        "acknowledgeStopNotice",
        f"{_DISCLOSURE}/stop-notice/acknowledgement",
        "Record that an agency said it had the notice",
        schemas.AcknowledgeStopNoticeSchema,
        disclosures.acknowledge_stop_notice,
        problems=("not-on-file", "stop-notice-first", *TIME),
        from_path="disclosure",
    ),
    Write(
        "reviewDisclosure",
        f"{_DISCLOSURE}/review",
        "Record that something shared after a withdrawal was looked at again",
        schemas.ReviewDisclosureSchema,
        disclosures.review_disclosure,
        problems=("not-on-file", *TIME),
        from_path="disclosure",
    ),
    Write(
        "recordReply",
        f"{_DISCLOSURE}/reply",
        "Record what an agency answered, or that it is late",
        schemas.RecordReplySchema,
        disclosures.record_reply,
        problems=("not-on-file", "reply-needs-reason", *TIME),
        from_path="disclosure",
    ),
    Write(
        "recordShareNow",
        f"{FILE}/share-now",
        "Record what was shared at once and why, or that nothing was",
        schemas.RecordShareNowSchema,
        sharenow.record_share_now,
        problems=("not-on-file", "share-now-of-what", "nothing-was-shared", *_WHICH, *TIME),
    ),
    Write(
        "reviewShareNow",
        f"{FILE}/share-now/<string:share_now>/review",
        "Record that a manager looked at what was shared at once",
        schemas.ReviewShareNowSchema,
        sharenow.review_share_now,
        roles=MANAGERS,
        problems=("not-on-file", "someone-else-must-review", *TIME),
        from_path="share_now",
    ),
    Write(
        "linkShareNow",
        "/v1/share-now/<string:share_now>/link",
        "Say which file a use of share-now was about",
        schemas.LinkShareNowSchema,
        sharenow.link_share_now,
        problems=("not-on-file", "not-found", "record-damaged"),
        from_path="share_now",
        names_file=True,
    ),
    Write(
        "recordTelling",
        f"{FILE}/tellings",
        "Record that somebody was told of something on the file, or that it was not safe to",
        schemas.RecordTellingSchema,
        tellings.record_telling,
        problems=("not-on-file", "not-told-needs-reason", *TIME),
    ),
    Write(
        "changeSafeToTell",
        f"{FILE}/safe-to-tell",
        "Say whether somebody may know that something on the file exists",
        schemas.ChangeSafeToTellSchema,
        tellings.change_safe_to_tell,
        problems=("not-on-file", "not-told-needs-reason", "safe-to-tell-by-manager", *TIME),
    ),
)
