"""What reads of a file reply, as schemas: where a family stands, its history, what was found."""

from __future__ import annotations

from marshmallow import Schema

from .members import (
    BySchema,
    next_field,
    object_field,
    objects_field,
    part_field,
    parts_field,
    text_field,
    time_field,
    whole_field,
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
    enquiry = text_field("The newest enquiry.", none=True)
    enquiries = objects_field("Each enquiry.")
    children = objects_field("Each child, with everybody who cares for them and where they stand.")
    adults = objects_field("Each adult.")
    needs = objects_field("What makes an advocate matter more, by person.")
    advocates = objects_field("Where each person stands about an advocate, and any conflict.")
    contact_points = objects_field(
        "How each person is reached, how safely, and whether it is shared."
    )
    keep_informed = objects_field("What each person wants to hear and when, and what is due next.")
    referrer_feedback = objects_field("What the referrer of each enquiry has been told.")
    conversations = objects_field("Each conversation, and whether all was explained in it.")
    responses = objects_field("Each answer, with its status and with what people say of it.")
    authorisations = objects_field("Each decision in force.")
    not_share = objects_field("Each decision not to share for now.")
    decision_requests = objects_field("What managers have been asked to decide.")
    corrections = objects_field("Each entry that was found to be wrong.")
    corrections_asked = objects_field("What people say is wrong, and what became of it.")
    known = object_field(
        "What is known of people, in lists: their safety, signs, wishes, competence and capacity, "
        "each with the words it rests on."
    )
    done = object_field(
        "What was done beside, in lists: who was told and how, what was looked at again, notices "
        "to agencies, share-now, what the family asked, each in the words it was written down in."
    )
    noted = object_field(
        "What else was recorded and decides nothing, in lists by its kind of `docs/events.md`."
    )


class HistoryEntrySchema(Schema):
    """One entry with its content."""

    seq = whole_field("Its place in the ledger.")
    recorded_at = time_field("When it was recorded.")
    entry_hash = text_field("Its hash.")
    kind = text_field("What was recorded: a kind of `docs/events.md`. There may be new ones.")
    by = part_field(BySchema, "Who recorded it.")
    event = object_field("What was recorded, as `docs/events.md` has its kind.")
    statements = objects_field("What people say of it in their own words. They stand for good.")
    corrected = object_field("When it was found to be wrong, and what was; null if not.", none=True)


class HistorySchema(Schema):
    """A page of a file's history."""

    file = text_field("The case file.")
    as_of = time_field("What was in effect by this time.")
    known_at = time_field("What had been recorded by this time.")
    entries = parts_field(HistoryEntrySchema, "Each entry, oldest first.")
    next = next_field()


class FoundSchema(Schema):
    """Files on which somebody of that name and date of birth stands."""

    found = objects_field("Each file with its reference and its children; none is no answer.")
    next = next_field()
    unreadable = whole_field("How many files that may be of that name cannot be read now.")
