"""By which words a family is found when the case system cannot be asked (`domain.md` F26).

Exact, after what makes no difference is taken away: case, width, accents, order of the names,
punctuation. Beside the date of birth no more is needed to find "Zoë" by "Zoe". Nothing here
guesses: a near miss would show one family to another's worker.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from .casefile import CaseFile
from .events import AdultAdded, ChildAdded
from .practice import BirthRecorded
from .writing import unaccented


def search_key(names: str, dob: date) -> str:
    """The key of a name and a date of birth. "Sample, John" and "john  SAMPLE" have the same."""
    letters = (c if unicodedata.category(c)[0] in "LNM" else " " for c in unaccented(names))
    return f"{' '.join(sorted(''.join(letters).split()))}|{dob.isoformat()}"


def search_keys(file: CaseFile) -> frozenset[str]:
    """Every key a file is found by: its children's, born or since born, and its adults'.

    What was entered in error no longer finds anything.
    """
    people = [(c.event.names, c.event.dob) for c in file.of(ChildAdded) if c.struck_at is None]
    people += [(a.event.names, a.event.dob) for a in file.of(AdultAdded) if a.struck_at is None]
    unborn = {c.event.child: c.event.names for c in file.of(ChildAdded) if c.struck_at is None}
    people += [
        (held.event.names or unborn[held.event.child], held.event.dob)
        for held in file.of(BirthRecorded)
        if held.struck_at is None and held.event.child in unborn
    ]
    return frozenset(search_key(names, dob) for names, dob in people if dob is not None)
