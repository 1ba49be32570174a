"""Ten decisions to read closely, drawn by a word that whoever draws says first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from marshmallow import Schema, ValidationError, validates_schema

from ...domain.file.held import is_by
from ...domain.reports import Material
from ...domain.reports.sample import Drawn, DrawnFrom, drawn
from ...storage.shown.surveys import Survey, surveyed
from ..edge.body import Body
from ..edge.fields import Code, Line, When
from ..edge.operations import Call, Operation, load
from ..edge.queries import not_ahead
from ..replies.asrecorded import by_schema
from ..replies.called import staff_field, with_staff
from ..replies.members import (
    code_field,
    flag_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)
from ..replies.showing import moment


class SampledSchema(Schema):
    """One decision that was drawn."""

    file = text_field("The case file.")
    enquiry = text_field("The enquiry it was made in.")
    decision = text_field("It, by its id.")
    seq = whole_field("Its place in the ledger.")
    kind = code_field(
        "authorisation_kinds", "decision_not_to_share", description="What was decided."
    )
    reasons = texts_field("The codes of the reasons that were given.")
    decided_by = text_field("Who decided: a staff id.", none=True)
    decided_by_role = text_field("In which role.", none=True)
    team = text_field("Their team, as listed when it was recorded.", none=True)
    decided_at = time_field("When it was made.")
    recorded_at = time_field("When it was recorded.")
    corrected = flag_field("Whether it was found to be an error since.")


class SampleSchema(Schema):
    """The decisions that were drawn, in the order of the draw."""

    word = text_field("The word they were drawn by.")
    since = time_field("Recorded from then on.")
    until = time_field("Recorded before then.")
    drawn_from = whole_field("How many there were to draw from.")
    files_not_read = whole_field("How many families could not be read: theirs are not among them.")
    decisions = parts_field(SampledSchema, "At most ten.")
    staff = staff_field()


DEFAULT_PERIOD: Final = timedelta(days=30)
LONGEST_PERIOD: Final = timedelta(days=366)
_A_MOMENT: Final = timedelta(microseconds=1)
KINDS: Final = ("authorisation_kinds", "decision_not_to_share")
#: Every list that a decision's reasons are of.
REASONS: Final = (
    *("override_reasons", "dispense_reasons", "split_view_reasons", "not_share_reasons"),
)


class SampleAskedSchema(Body):
    """Which decisions are drawn from. Loads as the mapping it is."""

    makes = dict
    word = Line(
        required=True,
        metadata={"description": "Any word: with the same one anybody draws the same ten."},
    )
    kind = Code(*KINDS, metadata={"description": "What was decided."})
    reason = Code(*REASONS, metadata={"description": "For which reason."})
    team = Line(metadata={"description": "Of whose team whoever decided was, as listed then."})
    since = When(metadata={"description": "Recorded from then on; 30 days before `until`."})
    until = When(metadata={"description": "Recorded before then; now if left out."})

    @validates_schema
    def a_period_begins_before_it_ends(self, data: dict[str, Any], **_: Any) -> None:
        """And is a year at most."""
        since, until = data.get("since"), data.get("until")
        if since is not None and until is not None and since >= until:
            raise ValidationError("A period begins before it ends.", "since")


_asked: Final = SampleAskedSchema()


def draw_sample(call: Call) -> dict[str, Any]:
    """The ten, and of how many."""
    _, body = call.body()
    asked, now = load(_asked, body), call.now()
    until = not_ahead(asked.get("until"), now) + _A_MOMENT
    since = max(asked.get("since", until - DEFAULT_PERIOD), until - LONGEST_PERIOD)
    wanted = DrawnFrom(asked["word"], asked.get("kind"), asked.get("reason"), asked.get("team"))

    def sample_of(found: Survey) -> tuple[dict[str, Any], list[str]]:
        files = found.as_of(now, now)
        material = Material(files, found.own, as_of=now, known=now, since=since, until=until)
        ten, of = drawn(material, wanted)
        shown = {
            "word": wanted.word,
            "since": moment(since),
            "until": moment(until),
            "drawn_from": of,
            "files_not_read": files.damaged,
            "decisions": [_show(one, now) for one in ten],
        }
        return with_staff(call, shown), [one.decision.file for one in ten]

    return surveyed(call.service.records, call.principal.authority, call.for_whom, sample_of)


def _show(one: Drawn, now: datetime) -> dict[str, Any]:
    decided = one.decision
    return by_schema(
        SampledSchema,
        decided,
        decision=decided.id,
        reasons=list(decided.reason_codes),
        decided_by=decided.by,
        decided_by_role=decided.role,
        team=one.team,
        decided_at=moment(decided.at),
        corrected=is_by(decided.struck_at, now),
    )


def operations() -> list[Operation]:
    """The draw."""
    return [
        Operation(
            "drawSample",
            "/v1/samples",
            "Ten decisions to read closely, of a kind, for a reason or of a team",
            draw_sample,
            frozenset({"AUDITOR", "IG_OFFICER"}),
            SampleSchema,
            method="POST",
            tag="audit",
            body=SampleAskedSchema,
            description=(
                "The ten whose SHA-256 of the word, a line end and the decision's id is lowest. "
                "Nothing is written down but that it was drawn, and of which families. It names "
                "nobody of them."
            ),
            problems=("invalid", "time-in-the-future", "record-damaged"),
            step_up=True,
        )
    ]
