"""What the operations reply, as schemas: for the specification, and for the test that holds it."""

from __future__ import annotations

from marshmallow import Schema, fields

from ..domain.answers import Flag, Outcome, Reason, Says


def _codes(members: type[Outcome | Reason | Flag | Says], description: str) -> fields.Field[str]:
    return fields.String(
        required=True,
        metadata={"enum": [member.value for member in members], "description": description},
    )


def _text(description: str, *, none: bool = False) -> fields.Field[str]:
    return fields.String(required=True, allow_none=none, metadata={"description": description})


def _time(description: str, *, none: bool = False) -> fields.Field[str]:
    return fields.String(
        required=True,
        allow_none=none,
        metadata={"format": "date-time", "description": description},
    )


def _flag(description: str) -> fields.Field[bool]:
    return fields.Boolean(required=True, metadata={"description": description})


def _whole(description: str) -> fields.Field[int]:
    return fields.Integer(required=True, metadata={"description": description})


class PlaceSchema(Schema):
    """Where something stands in the ledger."""

    origin = _text("The ledger: service and authority.")
    seq = _whole("The entry's place, counted from 0.")
    entry_hash = _text("The entry's hash, 64 hexadecimal digits.")


class CodedReasonSchema(Schema):
    """A reason with its words."""

    code = _codes(Reason, "Why.")
    label = _text("In plain words.")
    next = _text("What to do next.")


class CodedFlagSchema(Schema):
    """A flag with its words."""

    code = _codes(Flag, "What else to know.")
    label = _text("In plain words.")
    next = _text("What to do next.")


class PositionSchema(Schema):
    """Where one person stands on one item."""

    person = _text("The person's id.")
    role = _text("What they are to the child; null for the person themself.", none=True)
    decides = _flag("Whether their word counts for this item.")
    says = _codes(Says, "YES, NO, or NO_ANSWER, which is not a no.")
    says_label = _text("In plain words.")
    reason = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Why their word is no yes; null for a yes."},
    )
    misses = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Every dimension of their nearest agreement that is missed."},
    )
    response = _text("The answer this comes from.", none=True)
    said_at = _time("When it was said.", none=True)
    ends_at = _time("When their yes ends.", none=True)
    pr_status = _text("Their parental responsibility for this child.", none=True)
    safe_to_ask = _flag("Whether it is safe to ask them.")
    reachable = _flag("Whether they can be reached.")
    has_capacity = _flag("Whether they have capacity for this decision.")


class ItemSchema(Schema):
    """One subject, one kind of information, one direction."""

    subject = _text("Whose information.")
    category = _text("Which kind.")
    direction = _text("SEEK or SHARE.")
    outcome = _codes(Outcome, "What is agreed about it.")
    headline = _text("In plain words.")
    reason = fields.Nested(CodedReasonSchema, required=True)
    flags = fields.List(
        fields.String(), required=True, metadata={"description": "Flags raised by this item."}
    )
    ends_at = _time("When what is agreed ends.", none=True)
    authorisations = fields.List(
        fields.String(), required=True, metadata={"description": "Decisions that reach it."}
    )
    positions = fields.List(fields.Nested(PositionSchema), required=True)


class OnItemSchema(Schema):
    """A caregiver's word on one item, by its number."""

    item = _whole("Which item, counted from 0.")
    says = _codes(Says, "YES, NO, or NO_ANSWER, which is not a no.")
    reason = _text("Why it is no yes.", none=True)


class CaregiverSchema(Schema):
    """One person linked to the child, asked or not."""

    person = _text("The person's id.")
    role = _text("What they are to the child; null for the person themself.", none=True)
    spoken_to = _flag("Whether any answer of theirs bears on this.")
    on_items = fields.List(fields.Nested(OnItemSchema), required=True)


class TaskSchema(Schema):
    """Something to do."""

    code = _text("What kind of task.")
    label = _text("In plain words.")
    person = _text("About whom.", none=True)
    due = fields.String(
        required=True,
        allow_none=True,
        metadata={"format": "date", "description": "By when, in working days."},
    )


class ShareNowSchema(Schema):
    """The way to share now, in every answer."""

    text = _text("What to do if a child is at risk right now.")
    how = _text("How to say so to this service.")


class LookSchema(Schema):
    """The moment a question about the past was about."""

    as_of = _time("How things stood then.")
    known_at = _time("From what had been recorded by then.")


class AnswerSchema(Schema):
    """The answer to a check. Eight outcomes, and none of them is a refusal."""

    outcome = _codes(Outcome, "The headline as a code.")
    headline = _text("The headline.")
    helper = _text("What it means.")
    next = _text("What to do next.")
    reasons = fields.List(fields.Nested(CodedReasonSchema), required=True)
    flags = fields.List(fields.Nested(CodedFlagSchema), required=True)
    items = fields.List(fields.Nested(ItemSchema), required=True)
    caregivers = fields.List(fields.Nested(CaregiverSchema), required=True)
    people = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "Names by id; empty where no file was read."},
    )
    agreements_end = fields.List(
        fields.String(metadata={"format": "date-time"}),
        required=True,
        metadata={"description": "When each agreement relied on ends."},
    )
    tasks = fields.List(fields.Nested(TaskSchema), required=True)
    share_now = fields.Nested(ShareNowSchema, required=True)
    enquiry = _text("The enquiry it was answered for.", none=True)
    at = _time("When it was answered.")
    rule_version = _text("The rules that answered.")
    policy_version = _whole("The authority's policy; 0 where none was read.")
    codes_version = _text("The code lists.")
    recorded = fields.String(
        required=True,
        metadata={
            "enum": ["ledger", "spooled", "no"],
            "description": "On the ledger; waiting to be; or nowhere, so write it down.",
        },
    )
    ledger = fields.Nested(PlaceSchema, required=True, allow_none=True)
    replayed = _flag("Whether this is the first answer again, to a repeated key.")
    history = fields.Nested(LookSchema, metadata={"description": "For a look at the past."})
    write_down = fields.String(metadata={"description": "What to do when nothing was recorded."})


class EntrySchema(Schema):
    """One entry that was recorded."""

    kind = _text("What was recorded.")
    seq = _whole("Its place in the ledger.")
    entry_hash = _text("Its hash, 64 hexadecimal digits.")
    id = _text("The id of what it made.", none=True)


class RecordedSchema(Schema):
    """What was recorded, and where. It is durable."""

    file = _text("The case file; null for the authority's own.", none=True)
    id = _text("The id of what was made.", none=True)
    recorded_at = _time("When it was recorded.")
    origin = _text("The ledger.")
    entries = fields.List(fields.Nested(EntrySchema), required=True)
    replayed = _flag("Whether it had been recorded before, under the same key.")


def _objects(description: str) -> fields.List[dict[str, object]]:
    return fields.List(
        fields.Dict(keys=fields.String()), required=True, metadata={"description": description}
    )


class StandingSchema(Schema):
    """Where a family stands."""

    file = _text("The case file.")
    as_of = _time("At this time.")
    known_at = _time("From what had been recorded by this time.")
    changed_at_seq = _whole("The last entry that changed the file.")
    reference = _text("The case system's own reference.", none=True)
    enquiry = _text("The newest enquiry.", none=True)
    enquiries = _objects("Each enquiry.")
    children = _objects("Each child, with everybody who cares for them and where they stand.")
    adults = _objects("Each adult.")
    responses = _objects("Each answer, with its status.")
    authorisations = _objects("Each decision in force.")


class HistoryEntrySchema(Schema):
    """One entry with its content."""

    seq = _whole("Its place in the ledger.")
    recorded_at = _time("When it was recorded.")
    entry_hash = _text("Its hash.")
    kind = _text("What was recorded.")
    by = fields.Dict(keys=fields.String(), required=True)
    event = fields.Dict(keys=fields.String(), required=True)


class HistorySchema(Schema):
    """A page of a file's history."""

    file = _text("The case file.")
    entries = fields.List(fields.Nested(HistoryEntrySchema), required=True)
    next = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Give it as `after` for the next page; null at the end."},
    )


class CodesSchema(Schema):
    """The code lists."""

    version = _text("Their version.")
    lists = fields.Dict(keys=fields.String(), required=True)


class PolicySchema(Schema):
    """An authority's policy."""

    version = _whole("Its version.")
    one_parent_enough = _flag("Whether one holder of parental responsibility may agree alone.")
    longest_agreement_days = _whole("The longest an agreement may run.")


class ProblemMeaningSchema(Schema):
    """What a problem means."""

    code = _text("The problem.")
    status = _whole("The HTTP status it comes with.")
    title = _text("What is wrong.")
    next = _text("What to do next.")


class HealthSchema(Schema):
    """How the service is."""

    status = _text("alive; ready, altered or not-ready.")


class ErrorSchema(Schema):
    """What is wrong with one member."""

    pointer = _text("JSON Pointer (RFC 6901) of the member.")
    detail = _text("What is wrong with it.")


class ProblemSchema(Schema):
    """A problem (RFC 9457)."""

    type = fields.String(required=True, metadata={"format": "uri-reference"})
    title = _text("What is wrong.")
    status = _whole("The HTTP status.")
    detail = _text("What to do next, and how to share now.")
    instance = fields.String(required=True, metadata={"format": "uri"})
    errors = fields.List(fields.Nested(ErrorSchema))
