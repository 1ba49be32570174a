"""What the service says of itself, and its problems, as schemas."""

from __future__ import annotations

from marshmallow import Schema, fields

from ...domain.may import Kind
from .asof import PageAsOfSchema
from .members import (
    OpenCode,
    code_field,
    codes_field,
    flag_field,
    member_field,
    one_of_field,
    parts_field,
    text_field,
    time_field,
    whole_field,
)


class CodeSchema(Schema):
    """One code of a list."""

    code = text_field("The code. It is never renamed or reused.")
    label = text_field("In plain words.")


class CodesSchema(Schema):
    """The code lists."""

    version = text_field("Their version.")
    lists = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.Nested(CodeSchema)),
        required=True,
        metadata={"description": "Each list by its name, in order."},
    )


class RuleInForceSchema(Schema):
    """Who may make one kind of decision."""

    kind = code_field("authorisation_kinds", "decision_not_to_share", description="Which kind.")
    roles = codes_field("deciding_roles", description="Who may make it.")
    working_days = whole_field(
        "In how many working days it ends by default; null where an order says when.", none=True
    )
    longest_working_days = whole_field("The most working days that it may last.", none=True)
    any_working_days = whole_field("The most where something is left open with `*`.", none=True)


class PolicySchema(Schema):
    """An authority's policy."""

    version = whole_field("Its version.")
    one_parent_enough = flag_field("Whether one holder of parental responsibility may agree alone.")
    longest_agreement_days = whole_field("The longest an agreement may run.")
    decisions = parts_field(
        RuleInForceSchema, "Who may make each kind of decision, and when it ends by default."
    )
    workers_respect_a_no_below_level = whole_field(
        "Below this level of need a worker may decide not to share."
    )
    head_decides_below_level = whole_field("Below it only a Head of Service goes ahead over a no.")
    small_number = whole_field("Reports show no count of people from 1 up to this.")


class StaffSchema(Schema):
    """Who stands behind a staff id."""

    staff = text_field("The staff id, as tokens carry it.")
    names = text_field("Their names.")
    team = text_field("In which team.", none=True)
    ended = flag_field("Whether they have left.")


class StaffListedSchema(StaffSchema):
    """Somebody of the staff."""

    roles = codes_field("staff_roles", description="In which roles they may act now.")


class StaffListSchema(PageAsOfSchema):
    """Who works here."""

    people = parts_field(StaffListedSchema, "Each, in the order first listed.")


class ChangeSchema(Schema):
    """An entry that changed a family's file."""

    seq = whole_field("Its place in the ledger.")
    at = time_field("When it was recorded.")
    file = text_field("The case file.")
    kind = text_field("What happened: see the catalogue of events.")


class ChangesSchema(Schema):
    """What changed since."""

    changes = parts_field(ChangeSchema, "In the order recorded.")
    after = whole_field("Ask on with this.")
    more = flag_field("Whether there is more now.")


class MeSchema(Schema):
    """Who is asking."""

    id = text_field("Their id.")
    kind = member_field(Kind, "As what they ask.")
    authority = text_field("For which authority.")
    names = text_field("Their names, if they are listed.", none=True)
    team = text_field("In which team.", none=True)
    roles = codes_field("staff_roles", description="In which roles they may act now.")
    agency = code_field("agencies", description="Of a partner: the type of its service.", none=True)
    organisation = text_field("Of a partner: its service, by id.", none=True)


class ProblemMeaningSchema(Schema):
    """What a problem means."""

    code = text_field("The problem.")
    status = whole_field("The HTTP status it comes with.")
    title = text_field("What is wrong.")
    next = text_field("What to do next.")


class HealthSchema(Schema):
    """How the service is."""

    status = one_of_field(
        "Health",
        ("alive", "ready", "altered", "full", "not-ready"),
        "How it is.",
        unknown="Ask a person.",
    )
    witnesses = OpenCode(
        called="WitnessCode",
        members=("in-time", "late"),
        metadata={"description": "Whether others vouch for it, where some were asked."},
    )
    reads = OpenCode(
        called="ReadsCode",
        members=("waiting", "altered"),
        metadata={
            "description": "The ledgers of who looked: that this waits until it can be recorded, "
            "or that verification found something altered there. Reads go on either way."
        },
    )
    record = OpenCode(
        called="RecordCode",
        members=("being-read",),
        metadata={
            "description": "That what is newest of each file is being made again from every entry."
        },
    )
    keys = OpenCode(
        called="KeysCode",
        members=("rotating",),
        metadata={
            "description": "That the rotation of a key is not finished, or its old key not retired."
        },
    )
    clock = OpenCode(
        called="ClockCode",
        members=("in-doubt", "entry-ahead"),
        metadata={
            "description": "That our clock disagrees with others, so that nothing is recorded; or "
            "that an entry bears a time to come, which two people are to set right."
        },
    )
    published = OpenCode(
        called="PublishedCode",
        members=("altered", "healed"),
        metadata={
            "description": "That what auditors are given was not what was signed for: until it was "
            "made again from the ledger, and then until it is next verified."
        },
    )


class ErrorSchema(Schema):
    """What is wrong with one member."""

    pointer = text_field("JSON Pointer (RFC 6901) of the member.")
    detail = text_field("What is wrong with it.")


class ProblemSchema(Schema):
    """A problem (RFC 9457)."""

    type = fields.String(
        required=True,
        metadata={
            "format": "uri-reference",
            "description": "Which problem: the address at which it is explained. There may be new "
            "ones: go by the status, and show the detail.",
        },
    )
    title = text_field("What is wrong.")
    status = whole_field("The HTTP status.")
    detail = text_field("What to do next, and how to share now.")
    instance = fields.String(
        required=True,
        metadata={"format": "uri", "description": "This one occurrence, as it stands in our log."},
    )
    errors = fields.List(
        fields.Nested(ErrorSchema), metadata={"description": "What is wrong with which member."}
    )
    draft = fields.String(
        metadata={"description": "The id under which a decision that was not ready is kept."}
    )
