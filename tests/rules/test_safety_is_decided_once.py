"""Whether it is safe to ask, tell or reach somebody is worked out in one place, and asked there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import consent_service
from consent_service.domain.recorded import practice
from consent_service.domain.recorded.event import kinds, tag_of
from consent_service.domain.recorded.members import members_of

ROOT = Path(consent_service.__file__).parent
SAFETY = "domain/safety/"

#: What was recorded of it, member by member; and who reads it elsewhere, and why that decides
#: nothing about anybody's safety.
RECORDED = {"safe_to_ask", "safe_to_tell", "not_safe_for", "not_to_be_told"}
READ_ELSEWHERE = {
    # the day on which it is looked at again, which is set where it is put on record
    ("actions/concerns.py", "safe_to_ask"),
    # whether what is being written protects somebody, so that it is kept however it was typed
    ("domain/lifting/protecting.py", "safe_to_ask"),
    # carried on from what is said into what is put on record
    ("actions/disclosures.py", "safe_to_tell"),
    ("actions/disclosures.py", "not_safe_for"),
    # said in parts of one contact: whoever is not to know by any of them is not by all
    ("domain/recorded/sharingatonce.py", "safe_to_tell"),
    ("domain/recorded/sharingatonce.py", "not_safe_for"),
    # which of a child's words are kept as a wish that somebody is not told, and so are no no
    ("domain/freetext/readslikeano.py", "not_to_be_told"),
    # each whom a wish names is weighed apart: how what is heard is put on record
    ("actions/confiding.py", "not_to_be_told"),
    ("actions/nottold.py", "not_to_be_told"),
    # that they said so themselves, by which their page repeats nothing that they type
    # from a decision's answer: how the flags of it are called
    ("domain/deciding/items.py", "safe_to_tell"),
    # whether whoever it names is anybody who would be told, where it is put on record
    ("actions/authorisations.py", "not_safe_for"),
    # shown as it was recorded
    ("domain/standing/decisions.py", "safe_to_tell"),
    # that it is a worker's word, beside what a manager keeps
    ("domain/own/keptfromthem.py", "safe_to_tell"),
    ("domain/standing/known.py", "not_to_be_told"),
    # who knew from the start
    ("domain/tasks/telling.py", "not_safe_for"),
    # of whom it is looked at again whether it has become safe
    ("domain/tasks/telling.py", "safe_to_tell"),
    # what the two members say together
    ("domain/recorded/particulars.py", "not_safe_for"),
}


#: Who reads whose doing an injury may be, outside of what decides whether somebody is safe; and why
#: that decides nothing about anybody. Whoever is to ask, tell or reach somebody asks `asking`.
READS_INJURIES = {
    # what a manager is asked about an injury
    "domain/following/convened.py",
    # since when a manager is asked of one alone whether it is safe
    "domain/tasks/asking.py",
    # that a child so young does not move about, as a notice
    "domain/noticing/plausible.py",
    # who may have done it, shown with the injury: read off the signs
    "domain/standing/meetings.py",
}


def _read() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        if where.startswith(SAFETY):
            continue
        source = path.read_text(encoding="utf-8")
        if not any(name in source for name in RECORDED):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Attribute) and node.attr in RECORDED:
                yield where, node.attr
            yield from ((where, name) for name in named_to_be_shown(node) if name in RECORDED)


def named_to_be_shown(node: ast.AST) -> Iterator[str]:
    """The members that are shown as they were recorded, by their names: `OF_A_DECISION`."""
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.target).startswith("OF_"):
        inside = ast.walk(node.value or node)
        yield from (str(one.value) for one in inside if isinstance(one, ast.Constant))


def test_nothing_else_reads_what_was_recorded_of_anybodys_safety() -> None:
    assert set(_read()) == READ_ELSEWHERE


def test_whose_doing_an_injury_may_be_is_asked_where_it_is_decided_who_is_safe() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if "safety.injured import" in path.read_text(encoding="utf-8")
    }
    assert found == READS_INJURIES


def test_nothing_recorded_is_true_because_nobody_said_that_it_is_not() -> None:
    taken = {
        (tag_of(kind), name)
        for kind in kinds()
        for name, left_out in zip(
            reversed(kind.__struct_fields__), reversed(kind.__struct_defaults__), strict=False
        )
        if left_out is True
    }
    assert taken == set()


def test_nothing_recorded_is_safe_because_nobody_said_that_it_is_not() -> None:
    for kind in kinds():
        for member in members_of(kind):
            if member.name.startswith(("safe", "may_be_told")) and member.holds.base is bool:
                default = getattr(kind, "__struct_defaults__", ())
                assert not member.has_default or True not in default, kind
    left_out = next(
        value
        for name, value in zip(
            reversed(practice.DisclosureRecorded.__struct_fields__),
            reversed(practice.DisclosureRecorded.__struct_defaults__),
            strict=False,
        )
        if name == "safe_to_tell"
    )
    assert left_out is None
