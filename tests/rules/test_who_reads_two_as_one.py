"""Two who are said to be one person are read as one for noes and dangers alone, before a manager
has confirmed it: whoever asks for every reading of a file says here what for. All else is shown,
listed and written of each as themselves (`readings_apart`, or the look itself).
"""

from __future__ import annotations

import ast
from pathlib import Path

import consent_service

ROOT = Path(consent_service.__file__).parent
#: Who may ask for the readings in which they are one, and why nothing is drawn as joined by it.
READS_AS_ONE = {
    # where the readings are made
    "domain/file/careful.py",
    # a no of either is heard of both: in an answer, and by those to whom it is carried
    "domain/deciding/decision.py",
    "domain/said/lifted.py",
    "domain/otherfiles/noeselsewhere.py",
    # which answers of theirs still stand, of a child who was joined; and the words for it
    "domain/otherfiles/childelsewhere.py",
    "domain/words/otherfile.py",
    # what a write would let fall of either, and a no that no reading would hear any more
    "domain/lifting/effects.py",
    "domain/said/questions.py",
    "domain/lifting/silencing.py",
    # who may be dangerous, and what is kept from them
    "domain/safety/oneadvocate.py",
    "domain/safety/reaching.py",
    "domain/safety/signs.py",
    "domain/safety/telling.py",
    "domain/safety/unnamed.py",
    "domain/safety/wishes.py",
    "domain/safety/withheld.py",
    "domain/noticing/whichway.py",
    "actions/keeping_informed.py",
    # about enquiries and plans, and nobody's word
    "domain/file/goingon.py",
    "domain/following/planned.py",
    # nobody is said twice to be one, or joined and told apart at once
    "actions/families.py",
}


def test_nothing_but_noes_and_dangers_is_read_of_two_as_one() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if ".readings" in (source := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr == "readings"
    }
    assert found == READS_AS_ONE
