"""What reads of a file reply, as schemas: where a family stands, its history, what was found."""

from __future__ import annotations

from marshmallow import Schema

from ...domain.became import Became
from . import alsodone, onfile, planned
from .called import staff_field
from .decisionrequests import DecisionRequestSchema
from .members import (
    BySchema,
    member_field,
    next_field,
    object_field,
    part_field,
    parts_field,
    text_field,
    time_field,
    whole_field,
)
from .waysofreaching import ContactPointSchema


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
    enquiries = parts_field(onfile.EnquirySchema, "Each enquiry.")
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
    known = part_field(
        onfile.KnownSchema,
        "What is known of people, in lists: their safety, signs, wishes, competence and capacity, "
        "each with the words it rests on.",
    )
    done = part_field(
        alsodone.DoneSchema,
        "What was done beside, in lists: who was told and how, what was looked at again, notices "
        "to agencies, share-now, what the family asked, each in the words it was written down in.",
    )
    noted = part_field(
        alsodone.NotedSchema,
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
        onfile.StatementOnFileSchema,
        "What people say of it in their own words. They stand for good.",
    )
    corrected = part_field(
        onfile.CorrectedOnFileSchema,
        "When it was found to be wrong, and what was; null if not.",
        none=True,
    )
    became = part_field(
        BecameSchema,
        "Where it says that something waits for a manager: what became of that; null elsewhere.",
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
