"""Which service a name means is worked out in one place, and asked there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import consent_service
from tests.rules.test_safety_is_decided_once import named_to_be_shown

ROOT = Path(consent_service.__file__).parent
#: Where the names of services are compared.
THE_PLACES = {"domain/scopes/services.py", "domain/scopes/scope.py", "domain/scopes/containing.py"}
#: Who reads the name of one elsewhere, and why that compares nothing.
READ_ELSEWHERE = {
    # in words, as it was typed
    "domain/own/words.py",
    "domain/words/naming.py",
    "domain/onpaper.py",
    "domain/words/which.py",
    # whose token it is
    "api/asked/partners.py",
    "api/read/requests.py",
    # an id, held to the one that a partner is bound to
    "domain/may.py",
    "domain/file/rights.py",
    "access/rolesnow.py",
    "actions/restricting.py",
    "cli/staff.py",
    "demonstration.py",
    # the organisation of an advocate
    "domain/own/supporting.py",
    "domain/standing/family.py",
    # somebody of the family, named in words: whether it may be one who is not safe
    "domain/safety/feared.py",
    "domain/following/ofthefamily.py",
    "domain/following/unwanted.py",
    # looked up in the directory, for a notice
    "domain/noticing/servicesnamed.py",
}


def _who_reads() -> Iterator[str]:
    for path in sorted(ROOT.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        source = path.read_text(encoding="utf-8")
        if "organisation" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            is_read = isinstance(node, ast.Attribute) and node.attr == "organisation"
            if is_read or "organisation" in named_to_be_shown(node):
                yield where


def test_nothing_else_reads_the_name_of_a_service_to_compare_it() -> None:
    assert set(_who_reads()) - THE_PLACES == READ_ELSEWHERE
