"""The family: who is on the file, and their circumstances."""

from __future__ import annotations

from typing import Final

from ...actions import adding, concerns, elsewhere, families, orders
from ...domain.recorded import circumstances as found
from ...domain.recorded import events, joinedelsewhere, practice
from ...domain.recorded.falling import MANAGERS
from ..edge.operations import FILE, HEARERS
from .write import Write

WRITES: Final = (
    Write(
        "openFile",
        "/v1/files",
        "Open a case file",
        events.FileOpened,
        families.open_file,
        address="/v1/files/{file}",
        description="A reference stands for one file: a second file under it is refused.",
    ),
    Write(
        "giveReference",
        f"{FILE}/references",
        "Put the case system's own reference on a file, or another one",
        found.ReferenceGiven,
        families.give_reference,
        address="/v1/files/{file}",
        description=(
            "The one given last is shown; by those before it the family is found as well. One that "
            "was put here by mistake is `never_theirs`: then it is free for whose it is."
        ),
    ),
    Write(
        "addChild",
        f"{FILE}/children",
        "Add a child, born or unborn",
        adding.AddChild,
        adding.add_a_child,
        description=(
            "Whether a child decides alone depends on age, so one of the two dates is needed."
        ),
    ),
    Write(
        "addAdult",
        f"{FILE}/adults",
        "Add a parent, a carer or a placeholder",
        adding.AddAdult,
        adding.add_an_adult,
        description="The adult belongs to no child until a relationship is recorded.",
    ),
    # Never struck and added again: what hangs on somebody's id would have nobody left.
    Write(
        "amendPerson",
        f"{FILE}/people/<string:person>/amendments",
        "Put right who somebody is: a name, a birth, a language and the like",
        found.PersonAmended,
        families.amend_person,
        description=(
            "The id stays, and so does whatever was recorded of them. They are found by "
            "their former names as well. A birth is recorded as such."
        ),
    ),
    Write(
        "recordNumber",
        f"{FILE}/people/<string:person>/identifiers",
        "Write down a number that another system knows somebody by",
        found.NumberRecorded,
        description=(
            "A child or an adult. By it they are found, and known on other files of the authority."
        ),
    ),
    # Every answer of both is kept.
    Write(
        "joinPeople",
        f"{FILE}/people/<string:person>/joinings",
        "Say that two entries of the file are one person",
        found.PeopleJoined,
        families.join_people,
        description=(
            "In one file. What was recorded of either is read as of the one that the path "
            "names, and a no of either stands until they have answered again."
        ),
    ),
    Write(
        "partPeople",
        f"{FILE}/joinings/<string:joining>/parting",
        "Say that they were two people after all",
        found.PeopleParted,
        families.part_people,
        description="Each is again whoever they were recorded as.",
    ),
    Write(
        "tellApart",
        f"{FILE}/people/<string:person>/tellings-apart",
        "Say that two of one name are two people",
        found.PeopleToldApart,
        families.tell_apart,
        description=(
            "Where one of them is not safe to ask, nobody knows of the other until this or that "
            "they are one person is said. A manager says it, or confirms it."
        ),
    ),
    # Neither file names the other.
    Write(
        "joinElsewhere",
        f"{FILE}/people/<string:person>/joinings-elsewhere",
        "Say that somebody stands on another file of the authority as well",
        elsewhere.JoinElsewhere,
        elsewhere.join_elsewhere,
        description=(
            "Signs about either are then certain on both. A no of either is heard on both, as far "
            "as it is about people of both, until they answer there; of a child, each no about "
            "them and each danger near them."
        ),
        names_file=True,
    ),
    Write(
        "partElsewhere",
        f"{FILE}/joinings-elsewhere/<string:joining>/parting",
        "Say that these were two people after all",
        joinedelsewhere.PersonPartedElsewhere,
        elsewhere.part_elsewhere,
        description=(
            "On both files: what was heard of the other is theirs no longer, once a manager has "
            "said or confirmed it."
        ),
    ),
    Write(
        "recordRelationship",
        f"{FILE}/relationships",
        "Say what somebody is to a child, with parental responsibility",
        events.RelationshipRecorded,
        families.record_relationship,
        description=(
            "Without `since` it was always so; what changes between two people who are "
            "linked already changes from now. A child of the file can be the mother or father of "
            "another: what they say of that child counts as any parent's."
        ),
    ),
    Write(
        "identifyFather",
        f"{FILE}/relationships/<string:person>/identification",
        "Say who on the file is the father for whom a placeholder stood",
        families.IdentifyFather,
        families.identify_father,
        description=(
            "One act: there is no moment at which the child has neither, or both. Whatever is "
            "recorded of the placeholder is recorded of him from then on. What "
            "staff knew before today still shows the placeholder."
        ),
    ),
    Write(
        "recordBirth",
        f"{FILE}/children/<string:child>/birth",
        "Record that an unborn child was born",
        practice.BirthRecorded,
        families.record_birth,
        description=(
            "From the beginning of that day in London on the child is born. What was "
            "decided before stays as it was."
        ),
    ),
    Write(
        "recordOrder",
        f"{FILE}/orders",
        "Record an order of a court about a child, or an arrangement for them",
        found.OrderRecorded,
        orders.record_order,
        description=(
            "What each means for who decides stands in one table. Nobody's no is lost by an "
            "order, but for adoption; what one would lift waits for a manager."
        ),
    ),
    Write(
        "endOrder",
        f"{FILE}/orders/<string:order>/end",
        "Record that an order or an arrangement came to its end",
        found.OrderEnded,
        orders.end_order,
        description="Parental responsibility that rested on it ends with it.",
    ),
    # Whoever hears of it writes it down; nobody is written to or called about it any more.
    Write(
        "recordDeath",
        f"{FILE}/deaths",
        "Record that somebody has died",
        found.DeathRecorded,
        adding.record_death,
        description=(
            "What was to be done with them ends at once, and so does their page. Leave "
            "`effective_at` out where no day of it is known. Recorded again it is put right."
        ),
    ),
    Write(
        "recordEquality",
        f"{FILE}/equality",
        "Write down what somebody chose to say for equality monitoring",
        practice.EqualityRecorded,
        families.record_equality,
        description="None of it is ever required.",
    ),
    Write(
        "recordSafety",
        f"{FILE}/safety",
        "Say whether it is safe to ask somebody",
        events.SafetyRecorded,
        concerns.record_safety,
        description=(
            "About an adult or a young person alike. Whoever it is not safe to ask is never "
            "shown as somebody to speak to."
        ),
    ),
    # Whoever hears it writes it down; it protects at once.
    Write(
        "recordSign",
        f"{FILE}/signs",
        "Record a sign that somebody may be in danger, and of whom if anybody is named",
        found.SignRecorded,
        roles=HEARERS,
        description=(
            "It protects at once. Where it names nobody, those around the person are spoken "
            "to once a manager has decided that it is safe."
        ),
    ),
    Write(
        "recordReachability",
        f"{FILE}/reachability",
        "Say whether somebody can be reached",
        events.ReachabilityRecorded,
        description="Three attempts say the same without anybody saying it.",
    ),
    # Mental Capacity Act 2005, section 2.
    Write(
        "recordCapacity",
        f"{FILE}/capacity",
        "Say whether an adult has capacity for a decision",
        events.CapacityRecorded,
        description="Capacity is about one decision; `*` stands for all of them.",
    ),
    Write(
        "recordCompetence",
        f"{FILE}/competence",
        "Say whether a child is Gillick competent for a decision",
        events.CompetenceRecorded,
        description="Competence is about one decision; `*` stands for all of them.",
    ),
    Write(
        "recordWish",
        f"{FILE}/wishes",
        "Write down what a child wants",
        events.WishRecorded,
        takes_words=True,
        description=(
            "A wish never decides; it is shown with every answer about the child. Whom it "
            "names is told nothing until a manager has weighed it."
        ),
    ),
    Write(
        "weighWish",
        f"{FILE}/wishes/<string:wish>/weighings",
        "Decide whether those whom a child does not want told may be told",
        found.WishWeighed,
        roles=MANAGERS,
        description="Until they may be told, they are not asked or contacted either.",
    ),
)
