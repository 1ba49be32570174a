"""What was shared, shared at once, stopped; and what agencies replied."""

from __future__ import annotations

from typing import Final

from ...actions import disclosures, sharenow, tellings
from ...domain.may import PARTNER
from ...domain.recorded import practice, sharingatonce
from ...domain.recorded.falling import MANAGERS
from ..edge.operations import FILE
from ..read.disclosures import what_travels
from ..read.requests import need_ours
from .write import Write

_DISCLOSURE: Final = f"{FILE}/disclosures/<string:disclosure>"

WRITES: Final = (
    Write(
        "recordDisclosure",
        f"{FILE}/disclosures",
        "Record what was asked of an agency or told to it, in the exact words",
        disclosures.RecordDisclosure,
        disclosures.record_disclosure,
        names_check=True,
        shows=what_travels,
        takes_words=True,
        description=(
            "The basis names what it rests on, and that is on the file. `travels` says what "
            "was taken back before."
        ),
    ),
    # A check changes no file, so none can be looked up in one.
    Write(
        "followUpCheck",
        f"{FILE}/follow-ups",
        "Say what was done after a check",
        practice.CheckFollowedUp,
        description="It is kept as said, and changes no answer.",
    ),
    Write(
        "sendStopNotice",
        f"{_DISCLOSURE}/stop-notice",
        "Record that an agency was told that an agreement has been taken back",
        practice.StopNoticeSent,
        description=(
            "It can be sent for whatever reason: an agreement may also have been entered in error."
        ),
    ),
    Write(
        "acknowledgeStopNotice",
        f"{_DISCLOSURE}/stop-notice/acknowledgement",
        "Record that an agency said it had the notice",
        practice.StopNoticeAcknowledged,
        disclosures.acknowledge_stop_notice,
        description="What was never sent cannot have come.",
    ),
    # A manager's look at what no agreement reached counts where they did not record it themselves.
    Write(
        "reviewDisclosure",
        f"{_DISCLOSURE}/reviews",
        "Record that something shared was looked at again",
        practice.DisclosureReviewed,
        takes_words=True,
        description="What was found, in words. It judges nobody who did not know.",
    ),
    Write(
        "recordReply",
        f"{_DISCLOSURE}/replies",
        "Record what an agency answered, or that it is late",
        practice.AgencyReplied,
        takes_words=True,
        description=(
            "That it accepts is a reply: it is awaited until it has sent it, or done it. Give the "
            "reason of an agency that is late or would not, so that it can be counted."
        ),
    ),
    Write(
        "answerRequest",
        f"{FILE}/requests/<string:disclosure>/answers",
        "Answer what your own organisation was asked",
        disclosures.AnswerRequest,
        disclosures.answer_request,
        roles=frozenset({PARTNER}),
        need=need_ours,
        description=(
            "`listRequests` says what that is. To accept is no answer yet: it is awaited until you "
            "have sent it, or done it. If you would not, say why."
        ),
    ),
    Write(
        "recordShareNow",
        f"{FILE}/share-now-uses",
        "Record what was shared at once and why, or that nothing was",
        sharenow.RecordShareNow,
        sharenow.record_share_now,
        names_check=True,
        description="The use, if the file does not have it yet; what was shared; and why.",
    ),
    Write(
        "reviewShareNow",
        f"{FILE}/share-now-uses/<string:share_now>/reviews",
        "Record that a manager looked at what was shared at once",
        sharingatonce.ShareNowReviewed,
        sharenow.review_share_now,
        roles=MANAGERS,
        description=(
            "By somebody else than who used it or wrote it down. Upheld or not, it stays on record."
        ),
    ),
    Write(
        "linkShareNow",
        "/v1/share-now-uses/<string:share_now>/link",
        "Say which file a use of share-now was about",
        sharingatonce.ShareNowLinked,
        sharenow.link_share_now,
        address="/v1/files/{file}",
        names_file=True,
        description="A later link puts an earlier one right.",
    ),
    Write(
        "recordTelling",
        f"{FILE}/tellings",
        "Record that somebody was told of something on the file, or that it was not safe to",
        practice.TellingRecorded,
        tellings.record_telling,
        description=(
            "Not told, it says why and when that is looked at again: nothing is kept back for ever."
        ),
    ),
    Write(
        "changeSafeToTell",
        f"{FILE}/safe-to-tell",
        "Say whether somebody may know that something on the file exists",
        practice.SafeToTellChanged,
        tellings.change_safe_to_tell,
        description=(
            "Anybody may say that it is not safe. That it has become safe counts once a "
            "manager has said or confirmed it."
        ),
    ),
)
