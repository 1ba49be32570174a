"""Whether an enquiry goes on is worked out in one place, and asked there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import consent_service

ROOT = Path(consent_service.__file__).parent

#: Who looks at the closing itself, which may have handed the enquiry on, and why that says nothing
#: of whether it goes on.
LOOKS_AT_THE_CLOSING = {
    # where it is decided
    "domain/file/goingon.py",
    # shown as it was recorded, beside whether it goes on
    "domain/standing/family.py",
    "domain/listed.py",
    # which purposes are told apart, so that each is compared
    "domain/said/questions.py",
    # whoever referred the child hears what this hub came to
    "domain/tasks/keepinginformed.py",
    "domain/reports/referrers.py",
    "domain/reports/timeliness.py",
    # each agency that was asked hears what this hub came to, like the referrer; that somebody was
    # told of the handing on is no word of the end
    "domain/tasks/ending.py",
    "domain/following/outcometold.py",
    # what would be left if it ended now; when it did, beside the table of who was heard
    "domain/following/closed.py",
    "api/read/closing.py",
    # to which team it was handed on, which may be a mistype
    "domain/noticing/staffnamed.py",
    # a closing that a manager refused is none
    "domain/file/whatwaits.py",
    # one that was opened in error was none; and in which something was done was one
    "domain/reports/report.py",
    "domain/lifting/hanging.py",
    # whose end waits for a manager, or was refused
    "domain/said/mayhaveended.py",
    # what to know of it, for whoever has just closed it
    "domain/noticing/noticesofending.py",
}


def _reads_a_closing() -> Iterator[str]:
    for path in sorted((*ROOT.glob("domain/**/*.py"), *ROOT.glob("a*/**/*.py"))):
        source = path.read_text(encoding="utf-8")
        if "closed" not in source and "EnquiryClosed" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            asked = isinstance(node, ast.Attribute) and node.attr == "closed"
            kind = isinstance(node, ast.Name) and node.id == "EnquiryClosed"
            if asked or (kind and path.parent.name != "actions"):
                yield path.relative_to(ROOT).as_posix()


def test_nothing_else_takes_a_closing_for_an_end() -> None:
    assert set(_reads_a_closing()) == LOOKS_AT_THE_CLOSING
