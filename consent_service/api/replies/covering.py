"""What is agreed with each agency, as a grid and as one line: schemas, and how they are filled."""

from __future__ import annotations

from typing import Any

import msgspec
from marshmallow import Schema

from ...actions.covering import Covering
from ...domain.answers import Answer, Flag, Item, Outcome, Reason
from ...domain.codes import TEXTS, label
from ...domain.deciding.decision import asked_in
from ...domain.deciding.whoelse import WhoElse
from ...domain.scopes.scope import Agency
from ...domain.words.card import card_in_a_line
from ...domain.words.close import has_a_no_close
from ...domain.words.contacting import next_of, who_else_in_a_line
from ...domain.words.headline import Doubts, against, doubts_of, headline, item_headline
from ...domain.words.leftout import left_out_in_words
from ...domain.words.naming import agency_in_words, names_of
from ...storage.door.requests import Recorded
from .answers import PlaceSchema, WayToShareNowSchema, WhoElseSchema, flags_field
from .members import (
    code_field,
    codes_field,
    member_field,
    part_field,
    parts_field,
    text_field,
    texts_by_id_field,
    texts_field,
    time_field,
)
from .sharing import AgencySeenSchema
from .showing import left_out, moment, show_agency, show_who_else
from .toread import say_what_is_left_out


class CellSchema(Schema):
    """One child, one kind of information, one agency: what a check about it would answer."""

    subject = text_field("Which child, by id.")
    category = code_field("categories", description="Which kind of information.")
    outcome = member_field(Outcome, "What is agreed about it.")
    headline = text_field("In plain words.")
    reason = member_field(Reason, "Why.")
    flags = flags_field("What else to know of it.")
    against = texts_field("Who is against it, though it may be agreed, or may be: in plain words.")
    ends_at = time_field("When what is agreed ends.", none=True)


class AgencyInALineSchema(Schema):
    """One agency, with the headline that a check about all of it has."""

    agency = part_field(AgencySeenSchema, "Which agency.")
    outcome = member_field(Outcome, "The headline as a code.")
    headline = text_field("The headline.")
    next = text_field("What to do next; whom not to contact comes first.")


class AgencyCoveredSchema(AgencyInALineSchema):
    """The same, cell by cell."""

    cells = parts_field(CellSchema, "Each child and kind of information by itself.")


class CoveringSchema(Schema):
    """What a grid and a line say alike: of which matter, as of when, and what is not in them."""

    purpose = code_field("purposes", description="What for.")
    direction = code_field("directions", description="Asking or telling.")
    enquiry = text_field("In which enquiry.", none=True)
    as_of = time_field("How things stood then.")
    known_at = time_field("From what had been recorded by then.")
    warnings = flags_field("What is wrong with the record as a whole.")
    share_now = part_field(WayToShareNowSchema, "What to do if a child is at risk right now.")
    who_else = part_field(
        WhoElseSchema, "Whom it leaves out; null where there is no child.", none=True
    )
    people = texts_by_id_field("Names by id, of the children and of whoever is left out.")
    ledger = part_field(PlaceSchema, "Where it stands that this was shown.")


class CoverageSchema(CoveringSchema):
    """A grid: children, agencies and kinds of information."""

    children = texts_field("The children, by id.")
    categories = codes_field("categories", description="The kinds of information.")
    agencies = parts_field(AgencyCoveredSchema, "Each agency.")


class CardSchema(CoveringSchema):
    """One line."""

    line = text_field("The family in one line, for staff.")
    agencies = parts_field(AgencyInALineSchema, "The same, agency by agency.")


def show_grid(shown: Covering, recorded: Recorded) -> dict[str, Any]:
    """The body of a grid."""
    coverage = shown.event.coverage
    return {
        **_shown(shown, recorded, _whom_it_leaves_out(shown, recorded)),
        "children": list(coverage.subjects),
        "categories": list(coverage.categories),
        "agencies": [
            {**_in_a_line(shown, recorded, agency, answer), "cells": _cells(shown, agency, answer)}
            for agency, answer in zip(coverage.agencies, shown.answers, strict=False)
        ],
    }


def show_card(shown: Covering, recorded: Recorded) -> dict[str, Any]:
    """The body of a card."""
    coverage = shown.event.coverage
    more = [agency_in_words(agency) for agency in shown.no_room_for]
    others = _whom_it_leaves_out(shown, recorded)
    besides = None if others is None else who_else_in_a_line(shown.view, others)
    line = card_in_a_line(shown.view, coverage, shown.answers, more, besides)
    before = [label("flags", warning) for warning in shown.event.warnings]
    before += [TEXTS["looking_back"]] if _is_past(shown, recorded) else []
    return {
        **_shown(shown, recorded, others),
        "line": " ".join((*before, line)),
        "agencies": [
            _in_a_line(shown, recorded, agency, answer)
            for agency, answer in zip(coverage.agencies, shown.answers, strict=False)
        ],
    }


def _is_past(shown: Covering, recorded: Recorded) -> bool:
    at = recorded.entries[0].at
    return not shown.event.as_of == shown.event.known_at == at


def _whom_it_leaves_out(shown: Covering, recorded: Recorded) -> WhoElse | None:
    items = [item for answer in shown.answers for item in answer.items]
    named = (*shown.event.coverage.agencies, *shown.no_room_for)
    return left_out(items, shown.view, named, recorded.own.directory(shown.event.known_at))


def _shown(shown: Covering, recorded: Recorded, others: WhoElse | None) -> dict[str, Any]:
    event, (written,) = shown.event, recorded.entries
    left = () if others is None else (*others.caregivers, *others.others)
    named = [*event.coverage.subjects, *(() if others is None else others.children)]
    every = shown.view.each[names_of]
    names = {id: every[id] for id in (*named, *(one.person for one in left))}
    return {
        "purpose": event.coverage.purpose,
        "direction": event.coverage.direction,
        "enquiry": event.coverage.enquiry,
        "as_of": moment(event.as_of),
        "known_at": moment(event.known_at),
        "warnings": list(event.warnings),
        "who_else": None if others is None else show_who_else(shown.view, others),
        "people": {id: named for id, named in names.items() if named is not None},
        "share_now": {"text": TEXTS["share_now"], "how": TEXTS["share_now_route"]},
        "ledger": {
            "origin": recorded.origin,
            "seq": written.seq,
            "entry_hash": written.entry_hash.hex(),
        },
    }


def _in_a_line(
    shown: Covering, recorded: Recorded, agency: Agency, answer: Answer
) -> dict[str, Any]:
    said = headline(answer, _doubts(shown, answer))
    following = next_of("outcomes", answer.outcome, shown.view, answer.items)
    if _is_past(shown, recorded):
        # An old yes must not be taken for one that holds now.
        said, following = f"{TEXTS['looking_back']} {said}", TEXTS["looking_back_next"]
    line = {
        "agency": show_agency(agency),
        "outcome": answer.outcome,
        "headline": said,
        "next": following,
    }
    say_what_is_left_out(line, answer, agency, shown.view)
    return line


def _with_what_is_close(shown: Covering, agency: Agency, item: Item) -> Item:
    """A no to another service about something else stands in the cells that it is close to."""
    if has_a_no_close(shown.view, item, agency):
        return item
    flags = tuple(one for one in item.flags if one is not Flag.RELATED_REFUSAL)
    return msgspec.structs.replace(item, flags=flags)


def _doubts(shown: Covering, answer: Answer) -> Doubts:
    enquiries = asked_in(shown.view, shown.event.coverage.enquiry)
    return doubts_of(shown.view, answer.items, enquiries)


def _cells(shown: Covering, agency: Agency, answer: Answer) -> list[dict[str, Any]]:
    doubts = _doubts(shown, answer)
    return [
        {
            "subject": item.subject,
            "category": item.category,
            "outcome": item.outcome,
            "headline": item_headline(item, doubts),
            "reason": item.reason,
            "flags": list(item.flags),
            "against": [
                *against(_with_what_is_close(shown, agency, item), doubts),
                *left_out_in_words([item], agency, shown.view),
            ],
            "ends_at": moment(item.ends_at),
        }
        for item in answer.items
    ]
