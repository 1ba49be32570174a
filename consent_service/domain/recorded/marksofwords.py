"""What free text may hold that somebody has to hear, said where the member is declared. Pure.

They are marks like those of `members.py`, where they are used from. Each has one rule that reads
it, and nothing else does.
"""

from __future__ import annotations

import dataclasses
from typing import Final


@dataclasses.dataclass(frozen=True, slots=True)
class TheirWords:
    """What somebody of the family said or wrote may stand in it, besides what they answered: a no
    is heard in it, whichever entry it stands in (`saidbesides.py`). `whose` is the member that says
    whose words they are, or through what that is known; `only` where another member says one of
    these. `to_us`: they wrote to us, and whatever it is somebody reads it. `quoted`: the words are
    ours, and theirs are heard where ours read as if a no was quoted. `assessed`: they say how one
    of us came to a finding, and whoever left open whether there is a no in them left nothing of
    theirs open. `names` where another member says one of these: whom they ask for is named in it,
    which is a no where it reads like one. `asks` likewise: what they ask for stands in it, which is
    no no where it is plain. `is_why`: one of us asks another for something and says why,
    which is nobody's answer, unless whoever wrote it says that there is a no in it. `to_us_where`
    another member says one of these they are to us, and ours otherwise.
    """

    whose: str = "person"
    only: tuple[str, tuple[str, ...]] | None = None
    to_us: bool = False
    quoted: bool = False
    assessed: bool = False
    names: tuple[str, tuple[str, ...]] | None = None
    asks: tuple[str, tuple[str, ...]] | None = None
    is_why: bool = False
    to_us_where: tuple[str, tuple[str, ...]] | None = None

    def of(self, event: object) -> TheirWords:
        """What it says of this entry."""
        if (
            self.to_us_where is None
            or getattr(event, self.to_us_where[0]) not in self.to_us_where[1]
        ):
            return self
        return dataclasses.replace(self, to_us=True, quoted=False)

    @property
    def is_ours(self) -> bool:
        """Written of them, by one of us."""
        return self.quoted


@dataclasses.dataclass(frozen=True, slots=True)
class TellsOfHarm:
    """No words of theirs that may be a no, and what somebody does to another may be told in it all
    the same (`tellsofharm.py`). `whose` as above; `is_ours`: written of them, by one of us.
    """

    whose: str = "person"
    is_ours: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class LeadsThrough:
    """Whoever of the family is named in it may hear, read or answer what goes by it
    (`safety/ledthrough.py`). `whole`: it is nothing but a way, and whoever is named is on it;
    `in_passing`: among other words, of whom it says that something goes through them.
    """

    whole: bool = True

    @property
    def in_passing(self) -> bool:
        """People are named in it for other reasons as well."""
        return not self.whole


@dataclasses.dataclass(frozen=True, slots=True)
class LeadsNowhere:
    """Nothing goes by what stands in it, and why."""

    why: str


@dataclasses.dataclass(frozen=True, slots=True)
class SaysWhoKnows:
    """Whoever wrote it is none of the family, and may say in it that somebody of them was told, or
    heard (`saidtoknow.py`). `of_a_child`: he and she are the child, unless somebody else is named.
    """

    of_a_child: bool = False


#: Of `TheirWords`: of whoever of the family is named in them; or, where nobody is, of anybody.
WHOEVER_IS_NAMED: Final = "whoever is named"
OR_ANYBODY: Final = "whoever is named, or anybody"
