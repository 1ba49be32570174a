"""One item in one enquiry: one verdict over a table of where everybody stands, and its flags.

Written from the text alone (`domain.md` 5.2, 5.3 and 5.6; edition 2026.3, 1 to 4). Whose item it is
says which verdicts there are, and the first that applies is given. Each flag is a question put to
the finished table, whatever the verdict was reached by.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.domain.second_decided import decided
from tests.domain.second_family import Family, at
from tests.domain.second_stand import OneOf
from tests.domain.second_table import OF_PARENTS, Row, Table

Dict = dict[str, Any]
Verdict = tuple[str, str]
NEAREST = (
    "AWAITING_REPLY", "UNDECIDED", "DISPUTED", "SAID_BOTH", "NOT_CLEAR", "VALIDITY_CONCERN",
    "REPORTED_NOT_CONFIRMED", "NOT_YET", "EXPIRED", "ENQUIRY_CLOSED", "NAME_THE_SERVICE",
    "OUT_OF_SCOPE_CATEGORY", "OUT_OF_SCOPE_DIRECTION", "OUT_OF_SCOPE_AGENCY",
    "OUT_OF_SCOPE_PURPOSE", "OUT_OF_SCOPE_CHILD", "NOT_ANSWERED", "NOT_ASKED",
)  # fmt: skip
NO_NEED: Verdict = ("DECISION_NEEDED", "PURPOSE_NEEDS_NO_AGREEMENT")


# ── the verdict ─────────────────────────────────────────────────────────────────────────────


def parents(t: Table) -> Verdict:
    # Whose reason is told: a holder's before that of whoever acts for them.
    noes = [row for row in t.deciders if row.says == "no"]
    noes.sort(key=lambda row: row.is_a != "holder")
    yeses = [row for row in t.deciders if row.says == "yes"]
    enough = t.family.facts.get("policy", {}).get("one_parent_enough", True) or not t.gaps
    to_ask = [row for row in t.gaps if row.can_be_asked]
    if not t.deciders:
        return "ASK", "NO_PR_HOLDER_KNOWN"
    if noes:
        return "OBJECTION", "PARENTS_DISAGREE" if yeses else noes[0].stand.reason
    if yeses and enough and not any(row.stand.holds for row in t.deciders):
        return "COVERED", "AGREED_BY_PARENT"
    if to_ask:
        return "ASK", min((row.stand.reason for row in to_ask), key=NEAREST.index)
    if any(row.safe != "YES" for row in t.gaps):
        return "DECISION_NEEDED", "NOT_SAFE_TO_ASK"
    unable = any(not row.able for row in t.gaps)
    return "DECISION_NEEDED", "LACKS_CAPACITY" if unable else "UNREACHABLE"


def dead_childs(t: Table) -> Verdict:
    noes = [row for row in t.holders if row.says == "no"]
    if noes:
        return "OBJECTION", noes[0].stand.reason
    return "DECISION_NEEDED", "UNREACHABLE"


def young_persons(t: Table) -> Verdict:
    stand = t.rows[0].stand
    if stand.says == "yes":
        return "COVERED", "AGREED_BY_YOUNG_PERSON"
    if stand.says == "no":
        return "OBJECTION", "YP_" + stand.reason
    return "ASK", "YP_NOT_ASKED" if stand.reason == "NOT_ASKED" else stand.reason


def adults(t: Table) -> Verdict:
    row = t.rows[0]
    if not row.able:
        return "DECISION_NEEDED", "LACKS_CAPACITY"
    if row.says == "yes":
        return "COVERED", "AGREED_BY_ADULT"
    if row.says == "no" and row.living:
        return "OBJECTION", "ADULT_" + row.stand.reason
    if row.safe != "YES" and row.living:
        return "DECISION_NEEDED", "NOT_SAFE_TO_ASK"
    if not row.can_be_asked:
        return "DECISION_NEEDED", "UNREACHABLE"
    return "ASK", "ADULT_NOT_ASKED" if row.stand.reason == "NOT_ASKED" else row.stand.reason


def anothers(t: Table) -> Verdict:
    # A no of whoever decides alone is one, whatever kind it was filed under.
    if t.alone and t.rows[0].says == "no":
        return young_persons(t)
    return "ASK", "ADULT_NOT_ASKED"


BY_AGREEMENT: dict[str, Callable[[Table], Verdict]] = {
    "NOBODY_KNOWN": lambda _: ("ASK", "NO_RECORD"),
    "ANOTHERS": anothers,
    "A_CHILDS": lambda _: ("ASK", "OUT_OF_SCOPE_CHILD"),
    "AN_ADULTS": adults,
    "A_YOUNG_PERSONS": young_persons,
    "THE_PARENTS": parents,
    "A_DEAD_CHILDS": dead_childs,
}


def answered(family: Family, item: Dict, enquiry: str) -> Dict:
    """The item with its outcome, its reason and its flags."""
    table = Table(family, item, enquiry)
    outcome, reason = BY_AGREEMENT[table.whose](table)
    relied_on = {row.person for row in table.holders if row.says == "yes"}
    decisions = decided(family, item, enquiry, relied_on) if table.on_file else []
    if outcome != "COVERED" and decisions:
        outcome, reason = "AUTHORISED", decisions[-1]["kind"]
    elif outcome != "COVERED" and not table.needs_agreement:
        outcome, reason = NO_NEED
    flags = {flag for flag, raised in FLAGS.items() if raised(table, (outcome, reason))}
    if table.of_child and family.child_died(table.subject):
        flags -= SENDS_TO_THE_FAMILY
    if outcome == "AUTHORISED":
        secret = any(not one["safe_to_tell"] for one in decisions)
        flags.add("DO_NOT_TELL" if secret else "TELL_PARENTS")
    told = {member: item[member] for member in ("subject", "category", "direction")}
    # Of an adult's kind under a child's name nobody's no decides.
    deciding = table.deciders if table.kinds_fit or not table.of_child else []
    noes = [row.stand for row in deciding if row.says == "no" and row.stand.word]
    last = max(((at(one.word.given["effective_at"]), one.reason) for one in noes), default=None)  # type: ignore[union-attr]
    stands = {row.person: where(row) for row in table.rows}
    return {
        **told,
        "outcome": outcome,
        "reason": reason,
        "flags": flags,
        "last_no": last,
        "reached": any(row.against for row in table.rows) or somebody_elses_no(table),
        "stands": stands,
    }


def where(row: Row) -> tuple[str, ...]:
    """Where somebody stands, in a word each, as it may be held against another reading."""
    stand = row.stand
    holds = "holds" if stand.holds and stand.says != "no" else ""
    return stand.says, stand.reason, holds, stand.history or "", row.safe


# ── flags ───────────────────────────────────────────────────────────────────────────────────


def related_refusal(t: Table, _: Verdict) -> bool:
    """A refusal remembered of anyone linked to the child, the child among them; the referrer's NO,
    or what an adult refused about themself.
    """
    ticked = t.tick == "NO" and any(t.has_said_nothing(row.person) for row in t.holders)
    links = t.family.linked(t.subject) if t.whose == "ANOTHERS" else []
    everywhere = [t.enquiry, *going_on(t.family)]
    own = any(says_no(t, one, {"subject": one}, each) for one in links for each in everywhere)
    elsewhere = t.whose not in ("NOBODY_KNOWN", "A_CHILDS") and any(
        says_no(t, one, {}, each)
        for one in {t.subject, *(t.family.caring() if t.of_child else ())}
        for each in everywhere
        if each != t.enquiry
    )
    # Of a young person's item it is heard like any other no of a parent, and decides nothing.
    hearsay = ticked and t.whose in (*OF_PARENTS, "A_YOUNG_PERSONS")
    beside = any(row.stand.history == "RELATED_REFUSAL" for row in t.anybodys)
    return beside or own or elsewhere or hearsay


def somebody_elses_no(t: Table) -> bool:
    """Of whoever is nothing to whom it is about, a child of any age among them: whoever said
    anything of an item is heard, and decides nothing.
    """
    asked = {row.person for row in t.rows}
    others = [one for one in (*t.family.adults, *t.family.every_child) if one not in asked]
    stands = [OneOf(t.family, one, t.item, t.enquiry).stand() for one in others if t.on_file]
    return any(stand.says == "no" or stand.holds for stand in stands)


def says_no(t: Table, person: str, instead: Dict, enquiry: str) -> bool:
    return OneOf(t.family, person, {**t.item, **instead}, enquiry).stand().says == "no"


def going_on(family: Family) -> list[str]:
    """In the order in which they were opened; closed to another purpose one is handed on."""
    moment = min(family.as_of, family.known_at)
    return [
        one["id"]
        for one in sorted(family.facts.get("enquiries", ()), key=lambda one: at(one["opened_at"]))
        # On the file by then: what was said before it was opened is heard in it all the same.
        if at(one["opened_at"]) <= family.known_at
        and not (family.ends(one) and at(one["closed_at"]) <= moment)
    ]


def history(t: Table, flag: str) -> bool:
    return any(row.stand.history == flag for row in t.positions)


def child_objects(t: Table, _: Verdict) -> bool:
    """Their own word, whoever decides; their wish, where they do not."""
    if not t.of_child or t.own is None:
        return False
    wishes = t.family.wishes(t.subject)
    return t.own.against or bool(wishes and wishes[-1]["objects"] and not t.alone)


def consider_competence(t: Table, _: Verdict) -> bool:
    age = t.family.age(t.subject) if t.of_child else None
    assessed = t.of_child and t.family.competence(t.subject, t.purpose) != "NOT_ASSESSED"
    return age is not None and 12 <= age <= 15 and not assessed


def written_copy_due(t: Table, _: Verdict) -> bool:
    now = min(t.family.as_of, t.family.known_at)
    for row in t.holders:
        if row.says == "yes" and row.stand.word is not None:
            given = row.stand.word.given
            when = given.get("summary_sent_at")
            sent = at(when) <= now if when else given.get("written_summary_sent")
            if not sent:
                return True
    return False


def not_fully_explained(t: Table, _: Verdict) -> bool:
    agreed = [row for row in t.deciders if row.says == "yes" and row.stand.word is not None]
    partly = any(
        t.family.explained_to(row.person, row.stand.word.given) != "FULL"  # type: ignore[union-attr]
        for row in agreed
    )
    return partly and bool(t.kinds_fit)


def beside(safe: str, *, asked: bool) -> Callable[[Table, Verdict], bool]:
    """Covered by one parent: another may be asked, is out of reach, or is not known to be safe."""

    def raised(t: Table, verdict: Verdict) -> bool:
        rows = [row for row in t.gaps if row.safe == safe]
        if verdict != ("COVERED", "AGREED_BY_PARENT"):
            return False
        if safe != "YES":
            return bool(rows)
        return any(row.can_be_asked if asked else not row.reached for row in rows)

    return raised


def safety_not_known(t: Table, verdict: Verdict) -> bool:
    nobody_left = "NOT_SAFE_TO_ASK" in BY_AGREEMENT[t.whose](t)
    unknown = any(row.safe == "NOT_KNOWN" for row in t.gaps) or (
        t.whose == "AN_ADULTS" and t.rows[0].safe == "NOT_KNOWN"
    )
    return (nobody_left and unknown) or beside("NOT_KNOWN", asked=False)(t, verdict)


def position_no(t: Table, verdict: Verdict) -> bool:
    """Over the no of one whose word counts; a parent's, also where a young person decides."""
    counted = [*t.holders, *t.deciders]
    return verdict[0] in ("AUTHORISED", "DECISION_NEEDED") and any(r.against for r in counted)


#: Of a child who has died none of these is raised.
SENDS_TO_THE_FAMILY = {
    "CARER_WITHOUT_PR_NOT_SPOKEN_TO", "CONSIDER_COMPETENCE", "WRITTEN_CONFIRMATION_DUE",
    "PR_UNCONFIRMED", "CARER_SUPPORTS",
}  # fmt: skip

FLAGS: dict[str, Callable[[Table, Verdict], bool]] = {
    "EARLIER_AGREEMENT": lambda t, _: history(t, "EARLIER_AGREEMENT"),
    "RELATED_REFUSAL": related_refusal,
    "CONSIDER_COMPETENCE": consider_competence,
    "CHILD_OBJECTS": child_objects,
    "TOLD_IN_CONFIDENCE": lambda t, _: t.of_child and bool(t.family.confided(t.subject)),
    "PARENT_OBJECTS_YP_AGREED": lambda t, v: (
        v == ("COVERED", "AGREED_BY_YOUNG_PERSON") and any(r.says == "no" for r in t.holders)
    ),
    "WRITTEN_CONFIRMATION_DUE": written_copy_due,
    "AGREED_NOT_FULLY_EXPLAINED": not_fully_explained,
    "PR_UNCONFIRMED": lambda t, _: any(
        row.says == "yes" and (t.family.link(row.person, t.subject) or {})["status"] != "YES"
        for row in t.holders
    ),
    "OTHER_CAREGIVER_NOT_ASKED": beside("YES", asked=True),
    "OTHER_CAREGIVER_UNREACHABLE": beside("YES", asked=False),
    "DO_NOT_CONTACT_OTHER_PARENT": beside("NO", asked=False),
    "SAFETY_NOT_KNOWN": safety_not_known,
    # In what was delegated to them they are no carer.
    "CARER_SUPPORTS": lambda t, _: (
        not t.holders and any(r.says == "yes" for r in t.may_be_spoken_to if r not in t.deciders)
    ),
    "CARER_WITHOUT_PR_NOT_SPOKEN_TO": lambda t, _: any(
        row.stand.reason == "NOT_ASKED" for row in t.may_be_spoken_to
    ),
    "PARENT_POSITION_NO": position_no,
}
