"""What the operations reply, as schemas: for the specification, and for the test that holds it."""

from __future__ import annotations

from marshmallow import Schema, fields

from ...domain.answers import Flag, Outcome, Reason, Says


def codes_field(
    members: type[Outcome | Reason | Flag | Says], description: str
) -> fields.Field[str]:
    return fields.String(
        required=True,
        metadata={"enum": [member.value for member in members], "description": description},
    )


def text_field(description: str, *, none: bool = False) -> fields.Field[str]:
    return fields.String(required=True, allow_none=none, metadata={"description": description})


def time_field(description: str, *, none: bool = False) -> fields.Field[str]:
    return fields.String(
        required=True,
        allow_none=none,
        metadata={"format": "date-time", "description": description},
    )


def flag_field(description: str) -> fields.Field[bool]:
    return fields.Boolean(required=True, metadata={"description": description})


def whole_field(description: str) -> fields.Field[int]:
    return fields.Integer(required=True, metadata={"description": description})


def objects_field(description: str) -> fields.List[dict[str, object]]:
    return fields.List(
        fields.Dict(keys=fields.String()), required=True, metadata={"description": description}
    )


class PlaceSchema(Schema):
    """Where something stands in the ledger."""

    origin = text_field("The ledger: service and authority.")
    seq = whole_field("The entry's place, counted from 0.")
    entry_hash = text_field("The entry's hash, 64 hexadecimal digits.")


class CodedReasonSchema(Schema):
    """A reason with its words."""

    code = codes_field(Reason, "Why.")
    label = text_field("In plain words.")
    next = text_field("What to do next.")


class CodedFlagSchema(Schema):
    """A flag with its words."""

    code = codes_field(Flag, "What else to know.")
    label = text_field("In plain words.")
    next = text_field("What to do next.")


class PositionSchema(Schema):
    """Where one person stands on one item."""

    person = text_field("The person's id.")
    role = text_field("What they are to the child; null for the person themself.", none=True)
    decides = flag_field("Whether their word counts for this item.")
    says = codes_field(Says, "YES, NO, or NO_ANSWER, which is not a no.")
    says_label = text_field("In plain words.")
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
    response = text_field("The answer this comes from.", none=True)
    said_at = time_field("When it was said.", none=True)
    ends_at = time_field("When their yes ends.", none=True)
    pr_status = text_field("Their parental responsibility for this child.", none=True)
    safe_to_ask = flag_field("Whether it is safe to ask them.")
    reachable = flag_field("Whether they can be reached.")
    has_capacity = flag_field("Whether they have capacity for this decision.")


class ItemSchema(Schema):
    """One subject, one kind of information, one direction."""

    subject = text_field("Whose information.")
    category = text_field("Which kind.")
    direction = text_field("SEEK or SHARE.")
    outcome = codes_field(Outcome, "What is agreed about it.")
    headline = text_field("In plain words.")
    reason = fields.Nested(CodedReasonSchema, required=True)
    flags = fields.List(
        fields.String(), required=True, metadata={"description": "Flags raised by this item."}
    )
    ends_at = time_field("When what is agreed ends.", none=True)
    authorisations = fields.List(
        fields.String(), required=True, metadata={"description": "Decisions that reach it."}
    )
    positions = fields.List(fields.Nested(PositionSchema), required=True)


class OnItemSchema(Schema):
    """A caregiver's word on one item, by its number."""

    item = whole_field("Which item, counted from 0.")
    says = codes_field(Says, "YES, NO, or NO_ANSWER, which is not a no.")
    reason = text_field("Why it is no yes.", none=True)


class CaregiverSchema(Schema):
    """One person linked to the child, asked or not."""

    person = text_field("The person's id.")
    role = text_field("What they are to the child; null for the person themself.", none=True)
    spoken_to = flag_field("Whether any answer of theirs bears on this.")
    on_items = fields.List(fields.Nested(OnItemSchema), required=True)


class TaskSchema(Schema):
    """Something to do. It names nobody."""

    code = text_field("What kind of task: a code of `tasks`.")
    label = text_field("In plain words.")
    person = text_field("About whom: a person's id.", none=True)
    child = text_field("About which child.", none=True)
    about = text_field("The id of the answer, decision or other thing it is about.", none=True)
    enquiry = text_field("In which enquiry.", none=True)
    for_role = fields.String(
        required=True,
        metadata={
            "enum": ["MASH_WORKER", "MASH_MANAGER", "HEAD_OF_SERVICE"],
            "description": "On whose list it stands.",
        },
    )
    since = time_field("Since when.")
    due = fields.String(
        required=True,
        allow_none=True,
        metadata={"format": "date", "description": "By when: a day in London."},
    )
    due_at = time_field("The moment on that day, where the day's end is too late.", none=True)
    overdue = flag_field("Whether it is late. Being late blocks nothing.")


class FileTasksSchema(Schema):
    """What is due in one file."""

    file = text_field("The case file.")
    as_of = time_field("At this time.")
    known_at = time_field("From what had been recorded by this time.")
    tasks = fields.List(fields.Nested(TaskSchema), required=True)


class TaskOfFileSchema(TaskSchema):
    """Something to do, and in which file."""

    file = text_field("The case file; null where it is not known yet.", none=True)


class TasksSchema(Schema):
    """What is due in every file of the authority."""

    as_of = time_field("At this time.")
    known_at = time_field("From what had been recorded by this time.")
    tasks = fields.List(fields.Nested(TaskOfFileSchema), required=True)
    unreadable = whole_field("How many files could not be read: their tasks are not here.")


class ShareNowSchema(Schema):
    """The way to share now, in every answer."""

    text = text_field("What to do if a child is at risk right now.")
    how = text_field("How to say so to this service.")
    used = text_field("The id to record it under afterwards, where it was used.", none=True)


class LookSchema(Schema):
    """The moment a question about the past was about."""

    as_of = time_field("How things stood then.")
    known_at = time_field("From what had been recorded by then.")


class AnswerSchema(Schema):
    """The answer to a check. Eight outcomes, and none of them is a refusal."""

    outcome = codes_field(Outcome, "The headline as a code.")
    headline = text_field("The headline.")
    helper = text_field("What it means.")
    next = text_field("What to do next.")
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
    agency_words = text_field(
        "Words to use with the agency; null where nothing is agreed or decided.", none=True
    )
    share_now = fields.Nested(ShareNowSchema, required=True)
    enquiry = text_field("The enquiry it was answered for.", none=True)
    at = time_field("When it was answered.")
    rule_version = text_field("The rules that answered.")
    policy_version = whole_field("The authority's policy; 0 where none was read.")
    codes_version = text_field("The code lists.")
    recorded = fields.String(
        required=True,
        metadata={
            "enum": ["ledger", "spooled", "no"],
            "description": "On the ledger; waiting to be; or nowhere, so write it down.",
        },
    )
    ledger = fields.Nested(PlaceSchema, required=True, allow_none=True)
    receipt = text_field(
        "Where its receipt is; null where it is not on the ledger, or in the authority's own file.",
        none=True,
    )
    replayed = flag_field("Whether this is the first answer again, to a repeated key.")
    history = fields.Nested(LookSchema, metadata={"description": "For a look at the past."})
    write_down = fields.String(metadata={"description": "What to do when nothing was recorded."})


class PartnerItemSchema(Schema):
    """One item, as a partner sees it."""

    category = text_field("Which kind of information.")
    direction = text_field("SEEK or SHARE.")
    outcome = codes_field(Outcome, "What is agreed about it.")
    headline = text_field("In plain words.")


class PartnerAnswerSchema(Schema):
    """What a partner agency is shown of an answer."""

    outcome = codes_field(Outcome, "The headline as a code.")
    headline = text_field("The headline.")
    helper = text_field("What it means.")
    next = text_field("What to do next.")
    items = fields.List(fields.Nested(PartnerItemSchema), required=True)
    share_now = fields.Nested(ShareNowSchema, required=True)
    at = time_field("When it was answered.")
    recorded = text_field("Where it was recorded.")
    ledger = fields.Nested(PlaceSchema, required=True, allow_none=True)


class CheckAgainSchema(AnswerSchema):
    """A check as staff saw it."""

    asked_by = fields.Dict(keys=fields.String(), required=True)
    same_again = flag_field(
        "Whether the rules give the same answer again, from the record as it was."
    )


class DraftSchema(Schema):
    """A decision that was begun."""

    draft = text_field("Give it as `draft` when the decision is made.")
    at = time_field("When it was kept.")
    missing = fields.List(
        fields.String(), required=True, metadata={"description": "What is missing, by pointer."}
    )
    typed = fields.Dict(keys=fields.String(), required=True)


class DraftsSchema(Schema):
    """What somebody began and did not finish."""

    file = text_field("The case file.")
    drafts = fields.List(fields.Nested(DraftSchema), required=True)


class EntrySchema(Schema):
    """One entry that was recorded."""

    kind = text_field("What was recorded.")
    seq = whole_field("Its place in the ledger.")
    entry_hash = text_field("Its hash, 64 hexadecimal digits.")
    id = text_field("The id of what it made.", none=True)
    receipt = text_field("Where its receipt is; null in the authority's own file.", none=True)


class NoticeSchema(Schema):
    """Something to know about what was recorded."""

    code = text_field("What it is.")
    text = text_field("In plain words.")


class RecordedSchema(Schema):
    """What was recorded, and where. It is durable."""

    file = text_field("The case file; null for the authority's own.", none=True)
    id = text_field("The id of what was made.", none=True)
    recorded_at = time_field("When it was recorded.")
    origin = text_field("The ledger.")
    entries = fields.List(fields.Nested(EntrySchema), required=True)
    notices = fields.List(fields.Nested(NoticeSchema), required=True)
    replayed = flag_field("Whether it had been recorded before, under the same key.")
    travels = fields.List(
        fields.Dict(keys=fields.String()),
        metadata={"description": "What was taken back, and each agency contacted under it."},
    )


class CodesSchema(Schema):
    """The code lists."""

    version = text_field("Their version.")
    lists = fields.Dict(keys=fields.String(), required=True)


class PolicySchema(Schema):
    """An authority's policy."""

    version = whole_field("Its version.")
    one_parent_enough = flag_field("Whether one holder of parental responsibility may agree alone.")
    longest_agreement_days = whole_field("The longest an agreement may run.")
    decisions = objects_field("Who may make each kind of decision, and when it ends by default.")
    workers_respect_a_no_below_level = whole_field(
        "Below this level of need a worker may decide not to share."
    )
    head_decides_below_level = whole_field("Below it only a Head of Service goes ahead over a no.")
    small_number = whole_field("Reports show no count of people from 1 up to this.")


class ProblemMeaningSchema(Schema):
    """What a problem means."""

    code = text_field("The problem.")
    status = whole_field("The HTTP status it comes with.")
    title = text_field("What is wrong.")
    next = text_field("What to do next.")


class HealthSchema(Schema):
    """How the service is."""

    status = text_field("alive; ready, altered or not-ready.")
    witnesses = fields.String(
        metadata={
            "description": "in-time or late: whether others vouch for it, where some were asked."
        }
    )


class ErrorSchema(Schema):
    """What is wrong with one member."""

    pointer = text_field("JSON Pointer (RFC 6901) of the member.")
    detail = text_field("What is wrong with it.")


class ProblemSchema(Schema):
    """A problem (RFC 9457)."""

    type = fields.String(required=True, metadata={"format": "uri-reference"})
    title = text_field("What is wrong.")
    status = whole_field("The HTTP status.")
    detail = text_field("What to do next, and how to share now.")
    instance = fields.String(required=True, metadata={"format": "uri"})
    errors = fields.List(fields.Nested(ErrorSchema))
    draft = fields.String(
        metadata={"description": "The id under which a decision that was not ready is kept."}
    )
