"""What was shared, shared at once, stopped; and what agencies replied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...actions import disclosures, sharenow, tellings
from ...domain import practice
from ..edge.operations import FILE, MANAGERS
from .write import Write

_DISCLOSURE: Final = f"{FILE}/disclosures/<string:disclosure>"

WRITES: Final[Sequence[Write[Any]]] = (
    Write(
        "recordDisclosure",
        f"{FILE}/disclosures",
        "Record what was asked of an agency or told to it, in the exact words",
        disclosures.RecordDisclosure,
        disclosures.record_disclosure,
        names_check=True,
        shows_what_travels=True,
    ),
    # It is kept as said: a check changes no file, so none can be looked up in one.
    Write(
        "followUpCheck",
        f"{FILE}/follow-ups",
        "Say what was done after a check",
        practice.CheckFollowedUp,
    ),
    # It can be sent for whatever reason: an agreement may also have been entered in error.
    Write(
        "sendStopNotice",
        f"{_DISCLOSURE}/stop-notice",
        "Record that an agency was told that an agreement has been taken back",
        practice.StopNoticeSent,
    ),
    Write(
        "acknowledgeStopNotice",
        f"{_DISCLOSURE}/stop-notice/acknowledgement",
        "Record that an agency said it had the notice",
        practice.StopNoticeAcknowledged,
        disclosures.acknowledge_stop_notice,
    ),
    # What was found, in words. It judges nobody who did not know. A manager's look at what no
    # agreement reached counts where they did not record it themselves.
    Write(
        "reviewDisclosure",
        f"{_DISCLOSURE}/reviews",
        "Record that something shared was looked at again",
        practice.DisclosureReviewed,
    ),
    Write(
        "recordReply",
        f"{_DISCLOSURE}/replies",
        "Record what an agency answered, or that it is late",
        practice.AgencyReplied,
        disclosures.record_reply,
    ),
    Write(
        "recordShareNow",
        f"{FILE}/share-now-uses",
        "Record what was shared at once and why, or that nothing was",
        sharenow.RecordShareNow,
        sharenow.record_share_now,
        names_check=True,
    ),
    Write(
        "reviewShareNow",
        f"{FILE}/share-now-uses/<string:share_now>/reviews",
        "Record that a manager looked at what was shared at once",
        practice.ShareNowReviewed,
        sharenow.review_share_now,
        roles=MANAGERS,
    ),
    Write(
        "linkShareNow",
        "/v1/share-now-uses/<string:share_now>/link",
        "Say which file a use of share-now was about",
        practice.ShareNowLinked,
        sharenow.link_share_now,
        names_file=True,
    ),
    Write(
        "recordTelling",
        f"{FILE}/tellings",
        "Record that somebody was told of something on the file, or that it was not safe to",
        practice.TellingRecorded,
        tellings.record_telling,
    ),
    Write(
        "changeSafeToTell",
        f"{FILE}/safe-to-tell",
        "Say whether somebody may know that something on the file exists",
        practice.SafeToTellChanged,
        tellings.change_safe_to_tell,
    ),
)
