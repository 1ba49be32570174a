"""The family: who is on the file, and their circumstances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...actions import circumstances, families
from ...domain import circumstances as found
from ...domain import events, practice
from ..edge.operations import FILE, MANAGERS
from .write import Write

WRITES: Final[Sequence[Write[Any]]] = (
    Write("openFile", "/v1/files", "Open a case file", events.FileOpened, families.open_file),
    Write(
        "addChild",
        f"{FILE}/children",
        "Add a child, born or unborn",
        events.ChildAdded,
        families.add_child,
    ),
    Write(
        "addAdult",
        f"{FILE}/adults",
        "Add a parent, a carer or a placeholder",
        events.AdultAdded,
        families.add_adult,
    ),
    # Never struck and added again: what hangs on somebody's id would have nobody left.
    Write(
        "amendPerson",
        f"{FILE}/people/<string:person>/amendments",
        "Put right who somebody is: a name, a birth, a gender, a due date",
        found.PersonAmended,
        families.amend_person,
    ),
    # Every answer of both is kept.
    Write(
        "joinPeople",
        f"{FILE}/people/<string:person>/joinings",
        "Say that two entries of the file are one person",
        found.PeopleJoined,
        families.join_people,
    ),
    Write(
        "partPeople",
        f"{FILE}/joinings/<string:joining>/parting",
        "Say that they were two people after all",
        found.PeopleParted,
        families.part_people,
    ),
    Write(
        "recordRelationship",
        f"{FILE}/relationships",
        "Say what an adult is to a child, with parental responsibility",
        events.RelationshipRecorded,
        families.record_relationship,
    ),
    Write(
        "identifyFather",
        f"{FILE}/relationships/<string:person>/identification",
        "Say which adult is the father for whom a placeholder stood",
        families.IdentifyFather,
        families.identify_father,
    ),
    Write(
        "recordBirth",
        f"{FILE}/children/<string:child>/birth",
        "Record that an unborn child was born",
        practice.BirthRecorded,
        families.record_birth,
    ),
    Write(
        "recordEquality",
        f"{FILE}/equality",
        "Write down what somebody chose to say for equality monitoring",
        practice.EqualityRecorded,
        families.record_equality,
    ),
    Write(
        "recordSafety",
        f"{FILE}/safety",
        "Say whether it is safe to ask somebody",
        events.SafetyRecorded,
        circumstances.record_safety,
    ),
    # Whoever hears it writes it down; it protects at once.
    Write(
        "recordSign",
        f"{FILE}/signs",
        "Record a sign that somebody may be in danger, and of whom if anybody is named",
        found.SignRecorded,
    ),
    # Three attempts say the same without anybody saying it.
    Write(
        "recordReachability",
        f"{FILE}/reachability",
        "Say whether somebody can be reached",
        events.ReachabilityRecorded,
    ),
    # Mental Capacity Act 2005: it is about one decision; `*` stands for all of them.
    Write(
        "recordCapacity",
        f"{FILE}/capacity",
        "Say whether an adult has capacity for a decision",
        events.CapacityRecorded,
    ),
    Write(
        "recordCompetence",
        f"{FILE}/competence",
        "Say whether a child is Gillick competent for a decision",
        events.CompetenceRecorded,
    ),
    # A wish never decides; it is shown with every answer about the child.
    Write("recordWish", f"{FILE}/wishes", "Write down what a child wants", events.WishRecorded),
    Write(
        "weighWish",
        f"{FILE}/wishes/<string:wish>/weighings",
        "Decide whether those whom a child does not want told may be told",
        found.WishWeighed,
        roles=MANAGERS,
    ),
)
