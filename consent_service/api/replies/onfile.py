"""What is on a family's file, as schemas: each list of `showFile`, by the events it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import Schema

from ...domain.answers import Safe
from ...domain.file.whatwaits import Undone
from ...domain.recorded.circumstances import WishWeighed
from ...domain.recorded.events import (
    AdultAdded,
    AdvocateStatusChanged,
    AuthorisationMade,
    ChildAdded,
    ConversationRecorded,
    RelationshipRecorded,
    ResponseRecorded,
    ValidityChanged,
    WishRecorded,
)
from ...domain.recorded.practice import (
    CorrectionAnswered,
    CorrectionAsked,
    EntryCorrected,
    KeepInformedAgreed,
    NeedsRecorded,
    NotShareDecided,
    ReferrerToldBack,
)
from ...domain.recorded.privacynotices import NoticeGiven
from ...domain.standing import contacts, decisions, family, said
from ...domain.standing.known import DEATHS, FINDINGS, KNOWN, OF_A_WISH, SAFETY
from .aboutentries import STANDS_STILL, CorrectedOnFileSchema, StatementOnFileSchema
from .asrecorded import called_in, said_in, sections, shown
from .members import (
    code_field,
    codes_field,
    day_field,
    flag_field,
    member_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
    wholes_field,
)

_STATEMENTS = parts_field(
    StatementOnFileSchema, "What people say of it in their own words. They stand for good."
)
#: What is shown with whatever was said or decided.
_OF_AN_ENTRY: Final[Mapping[str, Any]] = {
    "seq": whole_field("Where it stands in the ledger."),
    "statements": _STATEMENTS,
    "corrected": part_field(
        CorrectedOnFileSchema,
        "When it was found to be wrong, and what was; null if not.",
        none=True,
    ),
}

_UNDONE: Final = member_field(
    Undone,
    "Why what it would let fall counts: a manager has yet to confirm it, or did not. Or null.",
    none=True,
)
_CaregiverSchema = shown(
    "CaregiverOnFile",
    "What an adult is to a child, and where they stand.",
    RelationshipRecorded,
    family.OF_A_CAREGIVER,
    since=time_field("Since when."),
    status=code_field("shown_statuses", description="What their answers come to by now."),
    undone=_UNDONE,
)
_FORMER = texts_field("Names they had before.")


class AlsoOnFileSchema(Schema):
    """Another entry of the file that is theirs, or is said to be."""

    id = text_field("Its id: what is recorded of it is read as of this person, once confirmed.")
    names = text_field("The name that stands there.", none=True)
    joining = text_field("The entry that says that the two are one person, by its id.")
    confirmed = flag_field(
        "Whether that holds. Until a manager has confirmed it each stands for itself, and is shown "
        "and spoken to as before; a no of either, and that one is not safe, count for both."
    )
    refused = flag_field("Whether a manager refused it: noes and dangers count for both.")


_ASKING_BY = wholes_field("By which entries, of which place, it is not, or nobody knows it.")
_ONLY_NOT_TO_HEAR = text_field(
    "That all that is against asking them is that they are not to hear of something, and in whose "
    "confidence; null where it is safe, and where anything else is against it.",
    none=True,
)
_ASK_FIRST = text_field(
    "That a manager is asked before anybody speaks to them, and why; null where nobody need be.",
    none=True,
)
_BEFORE_WRITING = text_field(
    "Who near them may read what comes on paper and must not; null where nobody is known to.",
    none=True,
)
_ALSO = parts_field(AlsoOnFileSchema, "Other entries that are theirs, or said to be.")
ChildSchema = shown(
    "ChildOnFile",
    "A child, with everybody who cares for them.",
    ChildAdded,
    (*family.OF_A_CHILD, "dob", "estimated_due_date"),
    id=text_field("Which, by id."),
    former_names=_FORMER,
    also=_ALSO,
    born_in=text_field("The month or year of the birth, where no day is known.", none=True),
    due_in=text_field("The month in which they are expected, where no day is known.", none=True),
    age=whole_field("In whole years; null before birth.", none=True),
    age_is_about=flag_field("Whether the age is worked out from a guess, a month or a year."),
    asking=member_field(Safe, "Whether it is safe to ask them."),
    asking_by=_ASKING_BY,
    only_not_to_hear=_ONLY_NOT_TO_HEAR,
    ask_first=_ASK_FIRST,
    before_writing=_BEFORE_WRITING,
    objects=flag_field("Whether the child's last wish is against it."),
    decides_alone=codes_field("purposes", description="What for they decide for themself."),
    decides_from=day_field(
        "The birthday on which they come to decide for themself by their age; null where they do "
        "already, or nobody knows their birth to the day.",
        none=True,
    ),
    caregivers=parts_field(_CaregiverSchema, "Each adult who is something to the child."),
)


class PerhapsBecauseOfSchema(Schema):
    """A sign about somebody that names nobody, and may be because of this adult."""

    person = text_field("Whom it is about, by id.")
    code = code_field("signs", description="What kind of sign.")
    at = time_field("Since when.")


AdultSchema = shown(
    "AdultOnFile",
    "An adult.",
    AdultAdded,
    family.OF_AN_ADULT,
    id=text_field("Which, by id."),
    former_names=_FORMER,
    also=_ALSO,
    asking=member_field(Safe, "Whether it is safe to ask them."),
    asking_by=_ASKING_BY,
    only_not_to_hear=_ONLY_NOT_TO_HEAR,
    ask_first=_ASK_FIRST,
    before_writing=_BEFORE_WRITING,
    may_be_also=texts_field(
        "Other adults of this name, by id, of whom nobody has said that they are somebody else. "
        "Where one of them may not be safe to ask, it is not known of this one."
    ),
    said_to_be_two=texts_field(
        "Those of them, by id, of whom somebody said that they are two people, which waits for a "
        "manager. Until it is confirmed it counts as if nobody had said it."
    ),
    refused_as_two=texts_field(
        "Those of them, by id, of whom that was said and a manager did not confirm it."
    ),
    perhaps_because_of=parts_field(
        PerhapsBecauseOfSchema,
        "Signs about others that name nobody and may be because of them: why it is not known "
        "whether it is safe to ask them. A manager says so.",
    ),
    reachable=flag_field("Whether they can be reached, as far as is known."),
    advocate=code_field(
        "advocate_statuses", description="Where they stand about an advocate.", none=True
    ),
)
NeedsSchema = shown(
    "NeedsOnFile",
    "What makes an advocate matter more for somebody.",
    NeedsRecorded,
    ("person", *family.OF_NEEDS, "effective_at"),
)
AdvocateSchema = shown(
    "AdvocateOnFile",
    "Where somebody stands about an advocate in an enquiry.",
    AdvocateStatusChanged,
    (*family.OF_AN_ADVOCATE, "effective_at"),
    interpreter_separate=flag_field(
        "Whether they are not the interpreter as well; null where none is named.",
        none=True,
    ),
    conflict=flag_field(
        "Whether they are on another side, not known to be safe, or a parent or carer of the child."
    ),
    reads_on=flag_field("Whether they read on all the same, as the first of two sides."),
    held_back=flag_field("Whether they see nothing now: they may not be wanted, or nobody asked."),
    still_in=texts_field("The enquiries in which one step says that they still support them."),
)


_TermsSchema = shown(
    "TermsOnFile",
    "What was agreed of how somebody is kept informed.",
    KeepInformedAgreed,
    contacts.OF_TERMS,
)


class KeptInformedOnFileSchema(Schema):
    """How somebody is kept informed in an enquiry."""

    person = text_field("Who.")
    enquiry = text_field("In which enquiry.")
    agreed = part_field(_TermsSchema, "What was agreed; null where nothing was.", none=True)
    agreed_at = time_field("When that was.", none=True)
    last_contact_at = time_field("When they last heard from us.", none=True)
    next_contact_due = day_field("By which day they hear from us next.", none=True)


_ToldBackSchema = shown(
    "ToldBackOnFile",
    "What a referrer was told, and how.",
    ReferrerToldBack,
    contacts.OF_WORD_BACK,
    at=time_field("When."),
)


class ReferrerFeedbackOnFileSchema(Schema):
    """What the referrer of an enquiry has been told."""

    enquiry = text_field("Which enquiry.")
    acknowledged_at = time_field("When they were told that it came.", none=True)
    outcome_told_at = time_field("When they were told how it ended.", none=True)
    told = parts_field(_ToldBackSchema, "Each time, in order.")


ConversationSchema = shown(
    "ConversationOnFile",
    "A talk with somebody, and how it was held.",
    ConversationRecorded,
    (*said.OF_A_TALK, "effective_at"),
    id=text_field("Which, by id."),
    fully_explained=flag_field("Whether all was explained; null where nobody says.", none=True),
    notice_given=part_field(
        said_in("NoticeGivenOnFile", NoticeGiven, ("version", "language", "reading_age")),
        "What the register had of the notice; null where none was given.",
        none=True,
    ),
    **_OF_AN_ENTRY,
)
ResponseSchema = shown(
    "ResponseOnFile",
    "An answer, its status, and what people say of it.",
    ResponseRecorded,
    (*said.OF_AN_ANSWER, "effective_at", "any_reason", "evidence"),
    id=text_field("Which, by id."),
    kind=code_field("response_kinds", description="To sharing, or to taking part."),
    status=code_field("shown_statuses", description="What it comes to by now."),
    lifted=flag_field("Whether it is a no, and a later yes of theirs that counts has lifted it."),
    young_person_decides=flag_field("Whether the young person it is about decides by now."),
    recorded_at=time_field("When it was recorded."),
    clamped=flag_field("Whether it was taken back from an earlier moment than could be said."),
    validity=part_field(
        said_in("ValidityOnFile", ValidityChanged, ("status", "reasons", "not_a_no")),
        "A concern about how it was given, or null.",
        none=True,
    ),
    fully_explained=flag_field("Whether all was explained; null where nobody says.", none=True),
    written_summary_sent=flag_field("Whether its written copy was sent."),
    **_OF_AN_ENTRY,
)
_WhySchema = shown(
    "WhyOnFile",
    "The reasons as the manager gave them, and what they were asked and began with.",
    AuthorisationMade,
    decisions.OF_ITS_REASONS,
)
AuthorisationSchema = shown(
    "AuthorisationOnFile",
    "A decision in force.",
    AuthorisationMade,
    decisions.OF_A_DECISION,
    id=text_field("Which, by id."),
    kind=code_field("authorisation_kinds", description="Which kind of decision."),
    start=time_field("From when it holds."),
    decided_at=time_field("When it was made."),
    over_since=time_field(
        "Since when it authorises nothing: its enquiry was closed, and handed on for nothing "
        "that it was made for; null while something may go ahead by it.",
        none=True,
    ),
    yes_gone_since=time_field(
        "Since when it has no yes of the parent it relies on to all of it; null while it has, and "
        "of any other decision.",
        none=True,
    ),
    kept_from=texts_field(
        "Who is not to know of it, by id: a manager is asked before anybody speaks to them."
    ),
    kept_from_all=flag_field("Whether nobody of the family that it is about may know of it."),
    why=part_field(_WhySchema, "Why."),
    **_OF_AN_ENTRY,
)
NotShareSchema = shown(
    "NotShareOnFile",
    "A decision not to share for now. By ASK_FIRST alone nothing is decided: a manager asks "
    "something first, in `to_whoever_asked`. It stands in nobody's way.",
    NotShareDecided,
    (*decisions.OF_A_NOT_SHARE, "effective_at"),
    id=text_field("Which, by id."),
    why=part_field(_WhySchema, "Why."),
    decided_by=text_field("Who decided."),
    **_OF_AN_ENTRY,
)
CorrectionSchema = shown(
    "CorrectionOnFile",
    "That an entry was found to be wrong.",
    EntryCorrected,
    said.OF_A_CORRECTION,
    what=text_field("What it recorded: a kind of `docs/events.md`.", none=True),
    at=time_field("When that was recorded."),
    stands=flag_field(STANDS_STILL),
)


CorrectionAskedSchema = shown(
    "CorrectionAskedOnFile",
    "What somebody says is wrong.",
    CorrectionAsked,
    said.OF_WHAT_IS_ASKED,
    id=text_field("Which, by id."),
    at=time_field("When they said it."),
    answer=part_field(
        shown(
            "CorrectionAnswerOnFile",
            "What became of it.",
            CorrectionAnswered,
            ("accepted", "reason"),
            at=time_field("When."),
        ),
        "What became of it; null until then.",
        none=True,
    ),
    statements=_STATEMENTS,
)


_WishSchema = said_in(
    "KnownWish",
    WishRecorded,
    OF_A_WISH,
    undone=_UNDONE,
    id=text_field("Which, by id.", none=True),
    may_mean=texts_field("The adults who may be meant, as far as anybody knows, by id."),
    weighed=parts_field(
        said_in("WishWeighedOnFile", WishWeighed, ("may_be_told", "reason", "means")),
        "What a manager made of it; the last counts.",
    ),
    kept=flag_field("Whether somebody is not to be told, as it stands."),
    may_be_against=flag_field("Whether the child is against it, or may be."),
)
_THE_OTHER: Final = text_field("The other file, while they are joined.", none=True)
_DAY_KNOWN: Final = flag_field("Whether a day of it was said; else `at` is from when it counts.")
_BESIDE: Final[Mapping[str, Mapping[str, Any]]] = {
    "joined_elsewhere": {"file": _THE_OTHER},
    DEATHS: {"day_known": _DAY_KNOWN},
    SAFETY: {"by_telephone": flag_field("On a word by telephone that nobody has confirmed.")},
    FINDINGS: {"counts": flag_field("False from 16 on of what was found before that birthday.")},
}
KnownSchema = sections(
    "Known",
    "What is known of people, in lists, each with the words it rests on.",
    {
        **{
            name: said_in(called_in("Known", name), *of, undone=_UNDONE, **_BESIDE.get(name, {}))
            for name, of in KNOWN.items()
        },
        "wishes": _WishSchema,
    },
)
