"""An enquiry, the conversations in it, and what people answered."""

from __future__ import annotations

from typing import Final

from ...actions import conversations, enquiries, responses
from ...domain.recorded import events, owning
from ..edge.operations import FILE, HEARERS
from ..read.closing import what_is_left
from ..read.disclosures import what_travels
from .write import Write

WRITES: Final = (
    Write(
        "openEnquiry",
        f"{FILE}/enquiries",
        "Open an enquiry",
        events.EnquiryOpened,
        enquiries.open_enquiry,
        takes_words=True,
        description=(
            "What the referrer says about consent is kept as the referrer's word. It is "
            "nobody's answer."
        ),
    ),
    Write(
        "closeEnquiry",
        f"{FILE}/enquiries/<string:enquiry>/end",
        "Close an enquiry; its agreements end with it",
        enquiries.CloseEnquiry,
        enquiries.close_enquiry,
        shows=what_is_left,
        description=(
            "What its closing table lacks wants a reason each, in `gaps` or recorded before: "
            "`gap-not-explained` names the places. `STILL_TO_DO` is one, and stays a task. One "
            "that is handed on, or was opened in error, asks for none. `left_open` says what goes "
            "on. "
            "Agreements made in it hold no longer. Over somebody's no, or what may be one, a "
            "worker's word waits for a manager: until then whoever names no enquiry hears the no, "
            "though another enquiry begins."
        ),
    ),
    Write(
        "assignEnquiry",
        f"{FILE}/enquiries/<string:enquiry>/assignments",
        "Hand an enquiry over to somebody, or to a team",
        owning.EnquiryAssigned,
        enquiries.assign_enquiry,
        description=(
            "Whoever it is given to stays in the team that has it, unless another is named. With a "
            "team alone nobody has it until somebody takes it. It goes on as before: to hand it on "
            "to an assessment, close it for that."
        ),
    ),
    Write(
        "claimEnquiry",
        f"{FILE}/enquiries/<string:enquiry>/claims",
        "Take an enquiry that nobody has, or give it to somebody",
        enquiries.ClaimEnquiry,
        enquiries.claim_enquiry,
        description=(
            "It is yours then, or the `owner`'s, and your or their team's where none had it. What "
            "somebody had who has left is nobody's. What somebody else has is handed over by "
            "`assignEnquiry`, so that nobody takes by mistake what another is working on."
        ),
    ),
    Write(
        "rateEnquiry",
        f"{FILE}/enquiries/<string:enquiry>/ratings",
        "Say how urgent an enquiry is by now, and why",
        owning.EnquiryRated,
        enquiries.rate_enquiry,
        description=(
            "It was rated when it was opened; what is learned since makes another of it. Lists go "
            "by the last. One that is less urgent than before counts at once, with who said so. Of "
            "one that was red the reply says so (`RED_LOWERED`), and a manager looks at it."
        ),
    ),
    Write(
        "explainGap",
        f"{FILE}/enquiries/<string:enquiry>/gaps",
        "Say why something in the closing table of an enquiry is empty",
        owning.ClosingGapExplained,
        enquiries.explain_gap,
        description="Before it is closed or after; what is done since fills it all the same.",
    ),
    Write(
        "recordConversation",
        f"{FILE}/conversations",
        "Record a conversation with all that came of it",
        conversations.RecordConversation,
        conversations.record_conversation,
        description=(
            "The conversation, its answers, a concern about each that the facts call for, and "
            "what else came of it, in one act: each as its own operation records it."
        ),
    ),
    Write(
        "recordResponse",
        f"{FILE}/responses",
        "Record an answer, a referrer's word, or that a reply is awaited",
        events.ResponseRecorded,
        responses.record_response,
        takes_words=True,
        description=(
            "An agreement needs a conversation, an end and a scope that says what was meant."
        ),
    ),
    Write(
        "withdraw",
        f"{FILE}/withdrawals",
        "Record that somebody took back what they agreed to, wholly or in part",
        responses.Withdraw,
        responses.withdraw,
        roles=HEARERS,
        shows=what_travels,
        takes_words=True,
        description=(
            "Needs only the person's word, and takes effect when it was said. It is never "
            "refused for its time, nor for want of an enquiry's name: then it is taken back "
            "wherever it was agreed. `travels` says which agencies must hear of it."
        ),
    ),
    Write(
        "recordAttempt",
        f"{FILE}/attempts",
        "Record an attempt to ask that did not reach the person",
        responses.RecordAttempt,
        responses.record_attempt,
        takes_words=True,
        description=(
            "An attempt is not an answer. Three of them make the person unreachable until reached."
        ),
    ),
    Write(
        "recordSummarySent",
        f"{FILE}/written-summaries",
        "Record that the written copy of an answer was sent",
        events.WrittenSummarySent,
        description="It is due two working days after the answer.",
    ),
    Write(
        "changeValidity",
        f"{FILE}/validity",
        "Raise a concern about how an answer was given, or settle one",
        events.ValidityChanged,
        description=(
            "A concern holds from now unless another time is said. While it holds, the "
            "answer is no agreement."
        ),
    ),
)
