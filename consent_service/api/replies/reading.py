"""What reads of a file reply, as schemas: where a family stands, its history, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import Schema, fields

from ...domain.file.whatwaits import Undone
from ...domain.lifting.became import Became
from ...domain.recorded.event import Noted, kinds, tag_of
from ...domain.recorded.practice import ContactPointRecorded, DecisionRequested
from ...domain.standing import contacts, decisions
from ...domain.standing.done import DONE
from ...domain.standing.known import noted_members
from . import aboutentries, onfile, planned
from .asrecorded import called_in, said_in, sections, shown
from .besides import (
    HarmlessSchema,
    HarmToldSchema,
    HarmToReadSchema,
    LedThroughSchema,
    LiftedSchema,
    SaidBesidesSchema,
    UnreadWritingSchema,
)
from .called import staff_field
from .enquiriesonfile import EnquirySchema
from .members import (
    BySchema,
    code_field,
    codes_field,
    flag_field,
    member_field,
    next_field,
    object_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)


class CareSchema(Schema):
    """What was said of how a way of reaching somebody is used."""

    safety = code_field("safe_contacts", description="How safely.")
    safe_times = text_field("When it may be used, in words.", none=True)
    undone = member_field(
        Undone,
        "Why it does not hold: it waits for a manager, or one refused it. Null where it does.",
        none=True,
    )


ContactPointSchema = shown(
    "ContactPointOnFile",
    "How somebody is reached, and how safely.",
    ContactPointRecorded,
    (*contacts.OF_A_WAY, "value", "note", "effective_at"),
    id=text_field("Which, by id."),
    safety=code_field(
        "safe_contacts", description="How safely it is used, as it holds: the gravest care."
    ),
    safe_times=text_field("When it may be used, in words.", none=True),
    also=parts_field(CareSchema, "What else holds; and what was said last, where it does not."),
    asked_not_to_be=codes_field(
        "keep_informed_methods", description="How its person asked not to be contacted."
    ),
    withheld=flag_field("Whether it is opened with a reason only, and null here."),
    may_be_used_now_for=codes_field("keep_informed_methods", description="For what, right now."),
    doubt=text_field(
        "Why it may not be safe all the same: `ASKED_FOR_ANOTHER`, they asked to be reached "
        "otherwise, or it was said that it is not to be rung; `LEADS_THROUGH`, it names somebody "
        "who may not be safe; `WAY_NOT_SAFE`, somebody else there may not be.",
        none=True,
    ),
    shared=flag_field("Whether somebody else may be behind it."),
    shared_with=texts_field("Who else of the file has this very number, by name."),
)

DecisionRequestSchema = shown(
    "DecisionRequestOnFile",
    "What a manager was asked to decide.",
    DecisionRequested,
    decisions.OF_A_REQUEST,
    id=text_field("Which, by id."),
    requested_by=text_field("Who asked."),
    at=time_field("When."),
    decided=flag_field("Whether it was decided."),
    answers_about_others=texts_field(
        "Answers of its enquiry, by id, that are about nobody of whom it asks."
    ),
)

#: By section, what is worked out beside what was recorded.
_BESIDE: Final[Mapping[str, Mapping[str, fields.Field[Any]]]] = {
    "family_requests": {
        "answered_at": time_field(
            "Since when they are heard and answered; null until then.", none=True
        )
    }
}
DoneSchema = sections(
    "Done",
    "What was done beside, in lists, each in the words it was written down in.",
    {
        name: said_in(called_in("Done", name), *of, **_BESIDE.get(name, {}))
        for name, of in DONE.items()
    },
)
NotedSchema = sections(
    "Noted",
    "What else was recorded and decides nothing, in lists by its kind of `docs/events.md`.",
    {
        tag_of(kind): said_in(called_in("Noted", tag_of(kind)), kind, noted_members(kind))
        for kind in kinds(Noted)
    },
)


class StandingSchema(Schema):
    """Where a family stands."""

    file = text_field("The case file.")
    as_of = time_field("At this time.")
    known_at = time_field("From what had been recorded by this time.")
    changed_at_seq = whole_field("The last entry that changed the file.")
    reference = text_field("The case system's own reference.", none=True)
    in_doubt_since = time_field(
        "Since when a part of the record is missing; null where nothing is.", none=True
    )
    staff = staff_field()
    enquiry = text_field("The newest enquiry.", none=True)
    enquiries = parts_field(EnquirySchema, "Each enquiry.")
    children = parts_field(
        onfile.ChildSchema, "Each child, with everybody who cares for them and where they stand."
    )
    adults = parts_field(onfile.AdultSchema, "Each adult.")
    needs = parts_field(onfile.NeedsSchema, "What makes an advocate matter more, by person.")
    advocates = parts_field(
        onfile.AdvocateSchema, "Where each person stands about an advocate, and any conflict."
    )
    contact_points = parts_field(
        ContactPointSchema,
        "How each person is reached, how safely, and whether it is shared.",
    )
    keep_informed = parts_field(
        onfile.KeptInformedOnFileSchema,
        "What each person wants to hear and when, and what is due next.",
    )
    referrer_feedback = parts_field(
        onfile.ReferrerFeedbackOnFileSchema, "What the referrer of each enquiry has been told."
    )
    conversations = parts_field(
        onfile.ConversationSchema, "Each conversation, and whether all was explained in it."
    )
    responses = parts_field(
        onfile.ResponseSchema, "Each answer, with its status and with what people say of it."
    )
    said_besides = parts_field(
        SaidBesidesSchema, "What people said or wrote besides their answers, oldest first."
    )
    harm_to_read = parts_field(
        HarmToReadSchema, "Words that may tell of harm and that nobody has settled, oldest first."
    )
    harm_told = parts_field(
        HarmToldSchema, "Words for which somebody is not known to be safe to ask, oldest first."
    )
    harmless = parts_field(
        HarmlessSchema, "Words of harm that a manager found to mean nobody, oldest first."
    )
    unread_writing = parts_field(
        UnreadWritingSchema, "What people wrote themselves and nobody has read, oldest first."
    )
    led_through = parts_field(
        LedThroughSchema,
        "Entries with words in which something may go by way of somebody who may not be safe.",
    )
    authorisations = parts_field(onfile.AuthorisationSchema, "Each decision in force.")
    not_share = parts_field(onfile.NotShareSchema, "Each decision not to share for now.")
    decision_requests = parts_field(
        DecisionRequestSchema, "What managers have been asked to decide."
    )
    corrections = parts_field(onfile.CorrectionSchema, "Each entry that was found to be wrong.")
    corrections_asked = parts_field(
        onfile.CorrectionAskedSchema, "What people say is wrong, and what became of it."
    )
    injuries = parts_field(
        planned.InjurySchema, "Each injury, whether it is explained, and whether it asks for more."
    )
    meetings = parts_field(
        planned.MeetingSchema, "Each meeting: who was invited, who came, what each thinks."
    )
    plans = parts_field(
        planned.PlanSchema, "Each safety plan: its versions, who is to follow it and who has which."
    )
    lifted_by_telephone = parts_field(
        LiftedSchema, "What fell on a word by telephone that nobody has confirmed, oldest first."
    )
    known = part_field(
        onfile.KnownSchema,
        "What is known of people, in lists: their safety, signs, wishes, competence and capacity, "
        "each with the words it rests on.",
    )
    done = part_field(
        DoneSchema,
        "What was done beside, in lists: who was told and how, what was looked at again, notices "
        "to agencies, share-now, what the family asked, each in the words it was written down in.",
    )
    noted = part_field(
        NotedSchema,
        "What else was recorded and decides nothing, in lists by its kind of `docs/events.md`.",
    )


class WasSchema(Schema):
    """What stood before of a member that an entry says anew."""

    member = text_field("Which member of the event.")
    text = text_field("What it was: a day, a code, a name, or `true` or `false`.")


class BecameSchema(Schema):
    """What became of what an entry would let fall."""

    stands = member_field(
        Became,
        "Whether it waits, holds on a manager's word by telephone, stands again because nobody "
        "confirmed that in time, was confirmed or was refused.",
    )
    until = time_field("Until when their word by telephone is enough.", none=True)
    lifted_until = time_field("Until when it was lifted by it, or is.", none=True)


class HistoryEntrySchema(Schema):
    """One entry with its content."""

    seq = whole_field("Its place in the ledger.")
    recorded_at = time_field("When it was recorded.")
    entry_hash = text_field("Its hash.")
    kind = text_field("What was recorded: a kind of `docs/events.md`. There may be new ones.")
    by = part_field(BySchema, "Who recorded it.")
    event = object_field("What was recorded, as `docs/events.md` has its kind.")
    was = parts_field(
        WasSchema,
        "Where it says anew who somebody is, or what they are to a child: what was otherwise.",
    )
    statements = parts_field(
        aboutentries.StatementOnFileSchema,
        "What people say of it in their own words. They stand for good.",
    )
    corrected = part_field(
        aboutentries.CorrectedOnFileSchema,
        "When it was found to be wrong, and what was; null if not.",
        none=True,
    )
    became = part_field(
        BecameSchema,
        "Where it says that something waits for a manager: what became of that; null elsewhere.",
        none=True,
    )
    headline = text_field(
        "Of a check, the headline under which its answer was read then; null elsewhere.", none=True
    )
    lifts_nothing = code_field(
        "notices",
        description="Where it says that somebody is safe to ask, and lifts no warning of theirs, "
        "why not; null elsewhere, and once they count as safe.",
        none=True,
    )


class HistorySchema(Schema):
    """A page of a file's history."""

    file = text_field("The case file.")
    as_of = time_field("What was in effect by this time.")
    known_at = time_field("What had been recorded by this time.")
    entries = parts_field(HistoryEntrySchema, "Each, oldest first unless asked for otherwise.")
    staff = staff_field()
    next = next_field()
