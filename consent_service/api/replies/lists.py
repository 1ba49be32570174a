"""Lists of a day's work, as schemas."""

from __future__ import annotations

from marshmallow import Schema

from .members import (
    code_field,
    codes_field,
    flag_field,
    next_field,
    part_field,
    parts_field,
    text_field,
    time_field,
    whole_field,
)
from .tasks import TaskSchema

_AT_MOST = "1000 is at least so many."


class ListedTaskSchema(TaskSchema):
    """Something to do: in which file, about whom, how long it has waited."""

    file = text_field("The case file; null where it is not known yet.", none=True)
    person_names = text_field(
        "What that person is called now, and the other whom it is about.", none=True
    )
    child_names = text_field(
        "What the child is called now; each child of the family where it is about none by itself.",
        none=True,
    )
    child_age = whole_field(
        "How old the child is, or the youngest who is alive, in whole years; null before birth.",
        none=True,
    )
    age_is_about = flag_field("Whether that is worked out from a guess, a month or a year.")
    agencies = text_field("The agencies that it is about, in words.", none=True)
    rating = code_field("ratings", description="How its enquiry is rated.", none=True)
    enquiry_goes_on = flag_field(
        "Whether its enquiry goes on, so that it can be taken; false where it is about none."
    )
    had_by = text_field("Who had it and has left: a staff id.", none=True)
    had_by_names = text_field("What they are called.", none=True)
    owner_names = text_field("What whoever has it, or had it, is called.", none=True)
    by_names = text_field("What whoever is to be asked is called.", none=True)
    minutes_waiting = whole_field("How many minutes it has waited.")
    changed_at_seq = whole_field("The entry after which nothing has changed the file.")
    holds_until = time_field("Until when this holds if nothing is recorded.")


class CountedTasksSchema(Schema):
    """How many there are."""

    listed = whole_field(f"How many tasks the whole list has. {_AT_MOST}")
    overdue = whole_field(f"How many of them are late. {_AT_MOST}")


class TasksSchema(Schema):
    """What is due in every file of the authority."""

    as_of = time_field("At this time.")
    tasks = parts_field(
        ListedTaskSchema, "What is due, the most urgent rating first, of each what is late first."
    )
    next = next_field()
    counted = part_field(CountedTasksSchema, "How many there are.")
    behind = whole_field("Of how many files the lines are not as of now, or are missing.")
    unreadable = whole_field("How many files are not to be read: their lines are not here.")


class TaskCountSchema(Schema):
    """How much of one kind is due."""

    code = code_field("tasks", description="Which kind of task.")
    listed = whole_field("How many there are.")
    overdue = whole_field("How many of them are late.")
    minutes_waiting = whole_field("How many minutes the oldest has waited.")


class TaskCountsSchema(Schema):
    """What is due in every file of the authority, counted."""

    as_of = time_field("At this time.")
    kinds = parts_field(TaskCountSchema, "Each kind of which there is any.")
    behind = whole_field("Of how many files the lines are not as of now, or are missing.")
    unreadable = whole_field("How many files are not to be read: their lines are not counted.")


class ListedChildSchema(Schema):
    """A child of the family."""

    child = text_field("The child's id.")
    names = text_field("What the child is called now.", none=True)
    age = whole_field("In whole years; null before birth and of who has died.", none=True)
    age_is_about = flag_field("Whether it is worked out from a guess, a month or a year.")
    has_died = flag_field("Whether they have died.")


class ListedEnquirySchema(Schema):
    """An enquiry, and whose it is."""

    file = text_field("The case file.")
    enquiry = text_field("The enquiry's id.")
    opened_at = time_field("When it began.")
    minutes_waiting = whole_field("How many minutes it has gone on, or went on until its end.")
    rating = code_field("ratings", description="How it is rated.")
    threshold_level = whole_field("The level of need.", none=True)
    referrer_agency = code_field(
        "agencies", description="The agency that made the referral.", none=True
    )
    goes_on = flag_field("Whether it goes on, here or with whom it was handed to.")
    closed_at = time_field("When it ended or was handed on.", none=True)
    close_reason = code_field("close_reasons", description="For what.", none=True)
    owner = text_field("Who has it: a staff id.", none=True)
    had_by = text_field("Who had it and has left: a staff id.", none=True)
    had_by_names = text_field("What they are called.", none=True)
    owner_names = text_field("What whoever has it, or had it, is called.", none=True)
    team = text_field("Which team has it.", none=True)
    owned_since = time_field("Since when.", none=True)
    children = parts_field(ListedChildSchema, "The children of the family.")
    changed_at_seq = whole_field("The entry after which nothing has changed the file.")
    holds_until = time_field("Until when this holds if nothing is recorded.")


class CountedEnquiriesSchema(Schema):
    """How many there are."""

    listed = whole_field(f"How many enquiries the whole list has. {_AT_MOST}")


class EnquiriesSchema(Schema):
    """The enquiries of the authority."""

    as_of = time_field("At this time.")
    enquiries = parts_field(ListedEnquirySchema, "Those that go on first, the oldest first.")
    next = next_field()
    counted = part_field(CountedEnquiriesSchema, "How many there are.")
    behind = whole_field("Of how many files the lines are not as of now, or are missing.")
    unreadable = whole_field("How many files are not to be read: their lines are not here.")


class AskedAboutSchema(Schema):
    """Somebody whom a service was asked about."""

    person = text_field("Their id: a subject of `checkAsPartner`.")
    names = text_field(
        "What they were called when it was asked; null where they have another name since.",
        none=True,
    )


class RequestSchema(Schema):
    """What a service was asked, and what it has answered so far."""

    file = text_field("The case file.")
    disclosure = text_field("Its id: what `answerRequest` names.")
    enquiry = text_field("In which enquiry.")
    at = time_field("When it was asked.")
    reply_by = time_field("By when an answer is hoped for.", none=True)
    people = parts_field(AskedAboutSchema, "About whom.")
    categories = codes_field("categories", description="Which information.")
    purpose = code_field("purposes", description="Why.")
    direction = code_field("directions", description="Whether it was asked, told or both.")
    words_sent = text_field("The words that were sent.")
    last_reply = code_field("agency_outcomes", description="What was answered last.", none=True)
    answered_at = time_field("Since when nobody waits for an answer.", none=True)
    taken_back_at = time_field(
        "When agreement to it was taken back, unless a manager has decided that it goes ahead.",
        none=True,
    )


class RequestsSchema(Schema):
    """What a service was asked in enquiries that go on."""

    as_of = time_field("At this time.")
    requests = parts_field(RequestSchema, "What is not answered first, each the oldest first.")
    next = next_field()
    behind = whole_field("Of how many files the lines are not as of now, or are missing.")
    unreadable = whole_field("How many files are not to be read: their lines are not here.")
