"""Whether the record is whole, and the proof of one entry, as schemas."""

from __future__ import annotations

from marshmallow import Schema, fields

from .members import (
    each_field,
    flag_field,
    one_of_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)

WALLS = ("chain", "checkpoint", "contents", "rows", "answers", "published")
SIDES = ("LEFT", "RIGHT")
LEDGERS = ("RECORD", "LOOKS")


class FindingSchema(Schema):
    """One kind of fault in one place: at most the first hundred places and files of it."""

    wall = one_of_field("Wall", WALLS, "Which part of the verification found it.")
    fault = text_field("What it is, in a sentence that names places, tables and random ids.")
    table = text_field("The table it is in, if it is one of the database.", none=True)
    files = texts_field("The case files of which no answer is made until it is mended.")
    others = texts_field("Other case files that it is about: answers go on being made of them.")
    entries = each_field(
        fields.List(fields.Integer()), "Where: the first and the last place of each stretch."
    )


class ReplaySchema(Schema):
    """All answers among so many entries, worked out again, of which none was another."""

    at = time_field("When.")
    entries = whole_field("How many entries there were.")
    answers = whole_field("How many answers among them.")


class VerifiedSchema(Schema):
    """What the last verification found."""

    at = time_field("When it ended.")
    entries = whole_field("How many entries the ledger had.")
    root = text_field("Their root, in hexadecimal; null where something is wrong.", none=True)
    signed = whole_field("How many of them the last checkpoint covered.", none=True)
    case_files = whole_field("How many case files were compared with them.", none=True)
    answers = whole_field("How many answers were worked out again; null where none was.", none=True)
    answers_from = whole_field("From which place on.", none=True)
    answers_whole = part_field(ReplaySchema, "When all of them were, last.", none=True)
    contents_lost = whole_field(
        "How many entries are without their content, with an accepted loss on record.", none=True
    )
    findings = parts_field(FindingSchema, "What is wrong: nothing, where it is whole.")
    not_compared = texts_field("What could not be looked at because of that.")


class RunningSchema(Schema):
    """A verification that goes on."""

    began = time_field("When it began.")
    seen = whole_field("How many entries it has looked at, when it last said so.")
    of = whole_field("Of how many; 0 until it says so.")


class WitnessSchema(Schema):
    """A witness outside."""

    name = text_field("Its name.")
    size = whole_field("How many entries it cosigned, if it ever did.", none=True)
    at = time_field("When it did last.", none=True)
    failure = text_field("Why it did not at its last try.", none=True)


class WitnessesSchema(Schema):
    """How far others vouch for a ledger."""

    cosigned = whole_field("How many entries as many witnesses vouch for as asked.", none=True)
    lag_seconds = whole_field("How old the newest such checkpoint is, in seconds.", none=True)
    is_late = flag_field("Whether that is more than is allowed.")
    each = parts_field(WitnessSchema, "Each of them.")


class LedgerSchema(Schema):
    """One ledger of the authority."""

    of = one_of_field("LedgerOf", LEDGERS, "The record itself, or who looked at it.")
    origin = text_field("Its name, which is pinned with its key.")
    key = text_field("The key that signs it, as `python -m ledger verify` takes it.")
    published = whole_field("How many entries are signed and published; null if none.", none=True)
    named = text_field("What names it in addresses.")
    copied_in = whole_field("In how many parts `exportLedger` gives it.")
    is_published_whole = flag_field("Whether nothing wrong is known of what is published.")
    is_stopped = flag_field("Whether it is behind or beside what was signed: nothing is appended.")
    is_altered = flag_field("Whether something altered was found and is not mended.")
    found = part_field(VerifiedSchema, "What the last verification found.", none=True)
    running = part_field(RunningSchema, "The one that goes on.", none=True)
    asked_at = time_field("When one was asked for that has not ended yet.", none=True)
    witnesses = part_field(WitnessesSchema, "Who vouches for it outside, if anybody.", none=True)


class WholenessSchema(Schema):
    """Whether the record is whole, as far as was looked."""

    now = time_field("As of now.")
    ledgers = parts_field(LedgerSchema, "The record, and the ledger of who looked at it.")


class ProvedEntrySchema(Schema):
    """An entry, which says nothing of its content but a commitment to it."""

    at = time_field("When it was recorded.")
    kind = text_field("What happened.")
    file = text_field("The case file.")
    commitment = text_field("The hash that its content and salt open, in hexadecimal.")
    prev = text_field("The hash of the entry before it, in hexadecimal.")


class StepSchema(Schema):
    """One hash of the proof, and what it gives with the one before."""

    side = one_of_field("Side", SIDES, "Where it is hashed.")
    hash = text_field("It, in hexadecimal.")
    first = whole_field("The first entry under it.")
    last = whole_field("The last entry under it.")
    gives = text_field("SHA-256 of 0x01 and the two, in hexadecimal.")


class ProofSchema(Schema):
    """That an entry is in its place, under a root that was signed."""

    seq = whole_field("The place of the entry.")
    size = whole_field("How many entries are under the root.")
    origin = text_field("The ledger's name.")
    key = text_field("The key that signed the checkpoint, to be had from elsewhere as well.")
    entry = part_field(ProvedEntrySchema, "What it says.")
    text = text_field("Its very bytes, which are text.")
    leaf = text_field("SHA-256 of 0x00 and those bytes, in hexadecimal.")
    steps = parts_field(StepSchema, "From the entry up to the root.")
    root = text_field("The root, in hexadecimal.")
    checkpoint = text_field("The signed note that says size and root.")
