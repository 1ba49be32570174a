"""A letter to somebody of a family: whether it may go, and what it says."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import RAISE, Schema, fields, validate

from ...actions.refused import NoSuchFile
from ...domain.answers import Safe
from ...domain.file.view import View
from ...domain.letters import Letter, LetterItem, LetterPart, Sentences, letter
from ...domain.letters.going import Not, going
from ...domain.letters.letter import FillsIn
from ...domain.letters.texts import DEAR
from ...domain.letters.writing import KINDS, as_said_aloud, for_paper
from ...domain.own import own_view, seen_by
from ...domain.own.words import day_of
from ...domain.recorded.practice import ContactPointRecorded
from ...domain.safety.whosepage import as_it_goes_out
from ...domain.safety.withheld import withheld
from ...domain.standing.contacts import is_withheld
from ...domain.words.inconfidence import not_to_hear_in_words
from ...languages.language import ENGLISH, Language
from ...storage.door.queries import read_with_own
from ..edge.fields import Opaque
from ..edge.operations import FILE, WORKERS, Call, Operation
from ..edge.queries import YesNoInQuery
from ..replies.members import (
    code_field,
    day_field,
    flag_field,
    member_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
)


class LetterFactSchema(Schema):
    """One thing that is known of an item."""

    name = text_field("What it is.")
    words = text_field("What it is in this case.")


class LetterItemSchema(Schema):
    """One thing that somebody said, or that was done."""

    head = texts_field("Which services.")
    facts = parts_field(LetterFactSchema, "What is known of it.")
    lines = texts_field("Sentences about it.")


class LetterPartSchema(Schema):
    """A part of a letter."""

    heading = text_field("Its heading; null for the part that begins the letter.", none=True)
    lines = texts_field("Its sentences.")
    items = parts_field(LetterItemSchema, "What it lists.")


class LetterInEnglishSchema(Schema):
    """The sentences of a letter in English."""

    language = text_field("English, as BCP 47 calls it.")
    to = text_field("To whom.")
    title = text_field("Its title.")
    dear = text_field("How they are addressed.")
    parts = parts_field(LetterPartSchema, "Its parts, in their order.")
    has_slip = flag_field("Whether a slip to send back goes with it.")


class WrittenLetterSchema(LetterInEnglishSchema):
    """A letter, ready to be set on paper or read aloud."""

    language = text_field("Its language, as BCP 47 calls it.")
    address = text_field("Where it goes; null where it is handed over, or kept.", none=True)
    address_is_kept = flag_field("The address is kept from others: it is opened with a reason.")
    on = day_field("The day on which it was written.")
    in_english = part_field(
        LetterInEnglishSchema,
        "The same in English, where no translator has looked at the language; else null.",
        none=True,
    )


class LetterReplySchema(Schema):
    """Whether somebody may be written to by this way, and the letter if so."""

    person = text_field("To whom.")
    kind = code_field("letters", description="Which letter.")
    safe = member_field(Safe, "Whether it may go to them by this way now.", called="Safe")
    letter = part_field(
        WrittenLetterSchema,
        "The letter; null where it may not go, or there is nothing to say.",
        none=True,
    )
    why_not = text_field("Why there is none, for staff; null where there is one.", none=True)


_NOT_SAFE: Final = {
    Safe.NO: "It is not safe to write to them by this way now. Nothing goes to them.",
    Safe.NOT_KNOWN: "Nobody knows whether it is safe to write to them by this way. Nothing goes to "
    "them before somebody has decided that.",
}
_WHY_NOT: Final = {
    Not.NOBODY: "Nobody knows who this is.",
    Not.HAS_DIED: "This person is recorded as having died. Nothing goes to them.",
    Not.HARM_UNREAD: "Somebody in this family told of harm, and nobody has read or answered it. "
    "They may share the house: nothing goes by post but that we could not reach them.",
    Not.TOO_YOUNG: "Nothing is on record that they decide for themselves, so they get no letter.",
}
#: The one that says nothing of why.
_ASKS_TO_RING: Final = "NOT_REACHED"
_NOTHING: Final = (
    "Their own page has nothing to say of this. What was decided or shared stands there once it is "
    "on record that they may know of it, or were told: record that first."
)


#: Of a letter about their own no: what is there to be recorded is that.
_NOT_SAID: Final = {
    "REFUSED": "Nothing on record, as their own page has it, is a no of theirs. If they said no to "
    "something, record that first.",
    "STOPPED": "Nothing on record, as their own page has it, is an agreement that they stopped. If "
    "they stopped agreeing to something, record that first.",
}


class LanguageTag(fields.String):
    """A language and perhaps where it is spoken, as BCP 47 writes them: no name fits in it."""

    def __init__(self, **options: Any) -> None:
        tag = validate.Regexp(r"^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$", error="This is no language.")
        super().__init__(validate=tag, **options)


class LetterQuery(Schema):
    """By which way it goes."""

    class Meta:
        """A parameter that is not known is refused: it may be meant, and would be lost."""

        unknown = RAISE

    contact = Opaque(
        metadata={
            "description": "The address that it goes to, by its id; left out, it is handed over."
        },
    )
    language = LanguageTag(
        load_default="en-GB",
        metadata={"description": "The language, as BCP 47 calls it; English where it is not here."},
    )
    aloud = YesNoInQuery(
        load_default=False,
        metadata={"description": "As it is read to somebody: of the paper it says nothing."},
    )


_query: Final = LetterQuery()


def show_letter(call: Call) -> dict[str, Any]:
    """The letter, from what their own page says and nothing else. Raises `NoSuchFile`."""
    asked = call.query(_query)
    now, contact = call.now(), asked.get("contact")
    file, own_file = read_with_own(
        call.service.records, call.principal.authority, call.file, call.for_whom
    )
    view = as_it_goes_out(View(file, now, now))
    person, kind = view.the_one(call.path["person"]), call.path["letter"]
    if kind not in KINDS or (person not in view.children and person not in view.adults):
        raise NoSuchFile
    may = going(view, person, contact, says_nothing=kind == _ASKS_TO_RING)
    shown = {"person": person, "kind": kind, "safe": may.safe, "letter": None}
    if may.why_not is not None:
        kept = not_to_hear_in_words(view, person)
        why = f"{kept} Nothing goes to them." if kept else _NOT_SAFE.get(may.safe)
        return {**shown, "why_not": _WHY_NOT.get(may.why_not) or why}
    seen = seen_by(view, person, as_child=person in view.children)
    assert seen is not None  # noqa: S101 - they stand on the file
    own = own_view(seen, now, lambda staff: own_file.name_while_here(staff, now))
    written = letter(kind, own if asked["aloud"] else for_paper(own))
    if written is None:
        return {**shown, "why_not": _NOT_SAID.get(kind, _NOTHING)}
    if asked["aloud"]:
        written = as_said_aloud(written)
    language = call.service.languages.of(asked["language"])
    said = {**said_in(written, language), **_where(view, contact), "on": day_of(now)}
    said["in_english"] = None if language.is_checked else said_in(written, ENGLISH)
    return {**shown, "letter": said, "why_not": None}


def _where(view: View, contact: str | None) -> dict[str, Any]:
    """The address, unless it is kept from others: that is opened with a reason, and not by this."""
    held = None if contact is None else view.newest[ContactPointRecorded, "contact"].get(contact)
    is_kept = held is not None and is_withheld(held.event, withheld(view.file))
    value = None if held is None or is_kept else held.event.value
    return {"address": value, "address_is_kept": is_kept}


def said_in(written: Letter, language: Language) -> dict[str, Any]:
    """The sentences of a letter in a language, as they are shown."""
    return {
        "language": language.tag,
        "to": written.to,
        "title": language.text(written.title),
        "dear": language.text(DEAR).format(names=written.to),
        "parts": [_part(part, language) for part in written.parts],
        "has_slip": written.has_slip,
    }


def _part(part: LetterPart, language: Language) -> dict[str, Any]:
    return {
        "heading": None if part.heading is None else language.text(part.heading),
        "lines": _lines(part.lines, language),
        "items": [_item(item, language) for item in part.items],
    }


def _item(item: LetterItem, language: Language) -> dict[str, Any]:
    def fact(name: str, what: FillsIn) -> dict[str, str]:
        return {"name": language.text(name), "words": language.fill(what)}

    return {
        "head": [language.text(who) for who in item.head],
        "facts": [fact(*one) for one in item.facts],
        "lines": _lines(item.lines, language),
    }


def _lines(lines: tuple[Sentences, ...], language: Language) -> list[str]:
    return [language.say(line) for line in lines]


def operations() -> list[Operation]:
    """Letters."""
    return [
        Operation(
            "showLetter",
            f"{FILE}/people/<string:person>/letters/<string:letter>",
            "A letter to somebody of the family, if it may go to them by this way",
            show_letter,
            WORKERS,
            LetterReplySchema,
            query=LetterQuery,
            description=(
                "Made from what their own page says and nothing else. Whether it may go is asked "
                "now: of the person, of the address, and of what they want. Where it may not, or "
                "nobody knows, there is no letter. One to a young person is to them alone."
            ),
            problems=("not-found", "record-damaged"),
        ),
    ]
