"""Whether an entry is an error by now is worked out in one place, and asked there: what was called
wrong stands until a manager has confirmed that, and once one has refused it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import consent_service

ROOT = Path(consent_service.__file__).parent

#: Who looks at when an entry was struck, and who at what struck it, beside the facts of a file that
#: are read `with_what_stands`, or with what may stand again; and why no entry that waits, or that
#: was refused, is taken there for one that counts.
LOOKS_ITSELF = {
    # where it is recorded, kept and decided
    "domain/file/folding.py",
    "domain/file/held.py",
    "domain/recorded/clocks.py",
    "domain/file/whatwaits.py",
    "domain/file/leavingout.py",
    "actions/corrections.py",
    # whether it waits is worked out, and whether it was taken back by whoever typed it
    "actions/guarding.py",
    # what is said of an entry beside it, whether that stands among it
    "domain/standing/beside.py",
    "domain/standing/said.py",
    # lines are made of a file as it stands (`reports/lines.py`)
    "domain/reports/decisions.py",
    "domain/reports/sample.py",
    "domain/reports/deeds.py",
    "domain/reports/corrections.py",
    "api/read/sampling.py",
    # of the file as it stands, or as it may stand again
    "domain/families/searching.py",
    "domain/families/finding.py",
    "domain/tasks/telling.py",
    # by which kinds of entry what somebody reads of their own answers may change
    "domain/own/counted.py",
    # whether somebody reads that it was put right: what waits, or was refused, is not
    "domain/own/asking.py",
    # what was heard by a joining ends with it, as an error would, and on both files
    "domain/file/whilejoined.py",
    "domain/otherfiles/signselsewhere.py",
    "storage/shown/carrying.py",
    # but for what waits
    "domain/tasks/waitinglist.py",
    # a plan of which no version stands in any reading of the file
    "domain/following/planned.py",
    # who is not counted by it while no manager has confirmed it
    "domain/lifting/silencing.py",
    # whether what is written is a correction at all
    "domain/lifting/unnamedthatfall.py",
    # what whoever takes an entry back is told of what stands
    "domain/noticing/noticesofending.py",
    # since when a decision has no yes, once the view says that it has none; and what rested on it
    "domain/said/relied.py",
    # what was sent rested on, of the file with what stands
    "domain/following/disclosed.py",
    "domain/noticing/notices.py",
    # the authority's own file, in which nothing waits
    "domain/file/authorityfile.py",
    # that it hangs on no enquiry: nothing is made of what it says
    "domain/lifting/hanging.py",
    # a way in that was given by mistake is shut at once, whatever else waits
    "storage/people/waysin.py",
    # that red was called wrong, once the view says that it is red no more
    "domain/noticing/oddities.py",
    "domain/noticing/plausible.py",
    # what is written beside it of what was answered instead
    "domain/said/aboutanswers.py",
    "domain/standing/besides.py",
    "domain/tasks/saiddone.py",
    # how it is sent and shown
    "api/replies/onfile.py",
    "domain/recorded/catalogue.py",
}


def _looks() -> Iterator[str]:
    for path in sorted(ROOT.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "struck_at" not in source and "EntryCorrected" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            asked = isinstance(node, ast.Attribute) and node.attr in ("struck_at", "EntryCorrected")
            if asked or (isinstance(node, ast.Name) and node.id == "EntryCorrected"):
                yield path.relative_to(ROOT).as_posix()


def test_nothing_else_says_that_an_entry_is_an_error() -> None:
    assert set(_looks()) == LOOKS_ITSELF
