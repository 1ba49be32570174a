"""A family in one line, to read on the telephone. For staff, and nobody else.

Whom not to contact comes before whatever is agreed, as in every answer; then each agency with the
headline that a check about it has.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..answers import Answer
from ..codes import TEXTS, label
from ..deciding.decision import asked_in
from ..file.view import View
from ..safety.withheld import has_protected_address
from ..scopes.proposal import Coverage
from ..scopes.scope import SEEK
from .agency import NO_ADDRESS
from .contacting import whom_not_to_contact
from .headline import doubts_of, headline
from .leftout import as_told
from .naming import agency_in_words, listed, lower_first, name_of


def card_in_a_line(
    view: View,
    coverage: Coverage,
    answers: Sequence[Answer],
    more: Sequence[str] = (),
    left_out: str | None = None,
) -> str:
    """One line. `more` are agencies, in words, for which there was no room; `left_out` says of whom
    it says nothing.
    """
    items = [item for answer in answers for item in answer.items]
    said = [_whose(view, coverage), *whom_not_to_contact(view, items)]
    if has_protected_address(view):
        said.append(NO_ADDRESS)
    doubts = doubts_of(view, items, asked_in(view, coverage.enquiry))
    by_headline: dict[str, list[str]] = {}
    for agency, answer in zip(coverage.agencies, answers, strict=False):
        told = as_told(headline(answer, doubts), answer, agency, view)
        line = " ".join((*told.first, told.headline))
        by_headline.setdefault(line, []).append(agency_in_words(agency))
    for line, agencies in by_headline.items():
        named = listed(agencies)
        said.append(f"{named[:1].upper()}{named[1:]}: {lower_first(line)}")
    if more:
        said.append(TEXTS["card_more"].format(names=listed(list(more))))
    if left_out is not None:
        said.append(left_out)
    return " ".join((*said, TEXTS["card_ends"], TEXTS["share_now"]))


def _whose(view: View, coverage: Coverage) -> str:
    named = view.each[name_of]
    names = [named[child] for child in coverage.subjects]
    who = listed(names) if names else TEXTS["card_no_child"]
    doing = "asking" if coverage.direction == SEEK else "telling"
    return f"{who}. {label('purposes', coverage.purpose)}, {doing}."
