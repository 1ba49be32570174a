"""The family: who is on the file, and their circumstances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ....actions import circumstances, families, people
from ...edge.operations import FILE
from .. import schemas
from .write import TIME, Write

WRITES: Final[Sequence[Write]] = (
    Write(
        "openFile",
        "/v1/files",
        "Open a case file",
        schemas.OpenFileSchema,
        families.open_file,
        problems=("reference-in-use",),
    ),
    Write(
        "addChild",
        f"{FILE}/children",
        "Add a child, born or unborn",
        schemas.AddChildSchema,
        families.add_child,
        problems=("dob-or-due-date", "date-not-believable"),
    ),
    Write(
        "addAdult",
        f"{FILE}/adults",
        "Add a parent, a carer or a placeholder",
        schemas.AddAdultSchema,
        families.add_adult,
        problems=("date-not-believable",),
    ),
    Write(
        "recordRelationship",
        f"{FILE}/relationships",
        "Say what an adult is to a child, with parental responsibility",
        schemas.RecordRelationshipSchema,
        families.record_relationship,
        problems=("not-on-file", "unknown-father-explained", *TIME),
    ),
    Write(
        "identifyFather",
        f"{FILE}/relationships/<string:person>/identified",
        "Say which adult is the father for whom a placeholder stood",
        schemas.IdentifyFatherSchema,
        people.identify_father,
        problems=("not-on-file", "no-unknown-father", "father-is-a-placeholder", *TIME),
        from_path="person",
    ),
    Write(
        "recordBirth",
        f"{FILE}/children/<string:child>/birth",
        "Record that an unborn child was born",
        schemas.RecordBirthSchema,
        people.record_birth,
        problems=("not-on-file", "born-already", "date-not-believable"),
        from_path="child",
    ),
    Write(
        "recordEquality",
        f"{FILE}/equality",
        "Write down what somebody chose to say for equality monitoring",
        schemas.RecordEqualitySchema,
        people.record_equality,
        problems=("not-on-file", "nothing-to-record"),
    ),
    Write(
        "recordSafety",
        f"{FILE}/safety",
        "Say whether it is safe to ask somebody",
        schemas.RecordSafetySchema,
        circumstances.record_safety,
        problems=("not-on-file", *TIME),
    ),
    Write(
        "recordReachability",
        f"{FILE}/reachability",
        "Say whether somebody can be reached",
        schemas.RecordReachabilitySchema,
        circumstances.record_reachability,
        problems=("not-on-file", *TIME),
    ),
    Write(
        "recordCapacity",
        f"{FILE}/capacity",
        "Say whether an adult has capacity for a decision",
        schemas.RecordCapacitySchema,
        circumstances.record_capacity,
        problems=("not-on-file", *TIME),
    ),
    Write(
        "recordCompetence",
        f"{FILE}/competence",
        "Say whether a child is Gillick competent for a decision",
        schemas.RecordCompetenceSchema,
        circumstances.record_competence,
        problems=("not-on-file", *TIME),
    ),
    Write(
        "recordWish",
        f"{FILE}/wishes",
        "Write down what a child wants",
        schemas.RecordWishSchema,
        circumstances.record_wish,
        problems=("not-on-file", *TIME),
    ),
)
