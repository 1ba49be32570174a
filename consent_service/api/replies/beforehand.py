"""What whoever reads an answer is to think of before they contact anybody, by what they asked: that
a service can cost a family a lot, and that advice without names needs nobody's agreement.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...domain.answers import Answer, Outcome
from ...domain.codes import codes
from ...domain.file.view import View
from ...domain.file.whatwaits import by_telephone
from ...domain.recorded.falling import FallKind
from ...domain.safety.foundharmless import found_harmless
from ...domain.scopes.nottold import ASK_THEM_FIRST, OF_THE_YOUNG, OF_VIOLENCE, SEE_EACH_ALONE
from ...domain.scopes.proposal import Proposal
from ...domain.words.naming import day

_COSTS_A_LOT: Final = (
    "To contact this service can cost a family a lot. Think first whether it is necessary, and "
    "whether less would do; write down why."
)
_BY_TELEPHONE: Final = "Lifted by telephone on {day}, and no manager has confirmed it yet. {words}"
_FOUND_HARMLESS: Final = (
    "A manager read words on {day} that may tell of harm (entry {entry}), and found that they mean "
    "nobody of the family. They hold nobody."
)
_WITHOUT_NAMES: Final = (
    "Advice that names nobody, and tells nothing by which anybody could be known, needs nobody’s "
    "agreement: ask for it. What stands here is about advice with their names."
)


#: Nobody at risk waits for somebody to think.
_AT_ONCE: Final = frozenset({Outcome.SHARE_NOW, Outcome.UNAVAILABLE})


def beforehand(answer: Answer, asked: Proposal, view: View | None = None) -> Iterator[str]:
    """Each. It is none of the answer's flags (`domain.md` 3.4): it goes by what was asked, and by
    what was lifted by telephone on this file, whatever it was, or by whoever read words of harm.
    """
    if answer.outcome in _AT_ONCE:
        return
    if view is not None:
        for held in by_telephone(view.file, view.known):
            # That it reads as agreed by that is what stands below.
            falls = (f for f in held.event.falls if f.kind is not FallKind.BECOMES_COVERED)
            for words in dict.fromkeys(fall.words for fall in falls):
                yield _BY_TELEPHONE.format(day=day(held.recorded_at), words=words)
        for entry, found in sorted(found_harmless(view).items()):
            yield _FOUND_HARMLESS.format(day=day(found.effective_at), entry=entry)
    agency = codes("agencies").get(asked.agency.type)
    if agency is not None and agency.attributes.get("high_intrusion") is True:
        yield _COSTS_A_LOT
    purpose = codes("purposes").get(asked.purpose)
    if purpose is not None and purpose.attributes.get("agreement") == "IF_NAMED":
        yield _WITHOUT_NAMES
    if not OF_VIOLENCE.isdisjoint(asked.categories):
        yield SEE_EACH_ALONE
    if not OF_THE_YOUNG.isdisjoint(asked.categories):
        yield ASK_THEM_FIRST
