"""What somebody answered stays with what they were asked, where what is asked is settled anew.

A cell has the place of its service among the rows. Whoever puts another service in that row, or
asks about somebody else, has asked another question: an answer to the one is none to the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ...domain.codes import codes, label
from ...domain.words.naming import lower_first
from ..forms import Choice, Typed
from .askedabout import AskedAbout, ServiceRow

#: What may be chosen in a cell: their word, and nothing for what was not talked about.
ANSWERS: Final = (
    Choice("AGREED", "Yes"),
    Choice("REFUSED", "No"),
    Choice("UNDECIDED", "Not sure"),
    Choice("NOT_DISCUSSED", "Not discussed"),
)
SAID: Final = ("AGREED", "REFUSED", "UNDECIDED")
AGREED: Final = "AGREED"

#: The services as they stood in their rows when these answers were given, and the question.
_BEFORE: Final = "before"
_QUESTION: Final = "before.question"
#: Answers that are to nothing that is asked now.
_FALLEN: Final = "fallen"
_BETWEEN: Final = "|"


class Fallen(NamedTuple):
    """An answer that is not kept: the field that holds it, and of what it was one."""

    name: str
    service: ServiceRow
    category: str
    answer: str

    def words(self, service: str) -> str:
        """In a line, where the service is called this."""
        said = {one.value: one.words for one in ANSWERS}[self.answer]
        return f"{service}: {lower_first(label('categories', self.category))}: {said}"


def cell(name: str, row: int, category: str) -> str:
    """The field that holds what was said of one kind of information to one service."""
    return f"{name}.grid.{row}.{category}"


def remembered(typed: Typed, name: str, asked: AskedAbout) -> dict[str, tuple[str, ...]]:
    """Before what is asked is changed: of what the answers are, unless that is known already."""
    if typed.one(f"{name}.{_QUESTION}"):
        return {}
    return {
        f"{name}.{_QUESTION}": (_question(typed, asked),),
        **{
            f"{name}.{_BEFORE}.{one.row}": (_BETWEEN.join((one.code, one.named)),)
            for one in asked.services
        },
    }


def settled_anew(typed: Typed, name: str, asked: AskedAbout) -> Mapping[str, tuple[str, ...]]:
    """Once it is settled what is asked: each answer in the row in which its service stands now, and
    those that are to something else apart. A yes falls with any change of what is asked; a no and
    a doubt only where it is another service, or somebody else who said it.
    """
    was, question = typed.one(f"{name}.{_QUESTION}"), _question(typed, asked)
    if not was:
        return {}
    before = list(_services(typed, name))
    now = {one.as_named: one.row for one in asked.services}
    is_anothers = was.partition(_BETWEEN)[0] != typed.one("person")
    falling = {AGREED} if was != question else set()
    told: dict[str, tuple[str, ...]] = {f"{name}.{_QUESTION}": ()}
    told |= {f"{name}.{_BEFORE}.{one.row}": () for one in before}
    told |= {f"{name}.{_FALLEN}.{n}": () for n in range(typed.rows(f"{name}.{_FALLEN}"))}
    answers = [
        (service, kind, answer)
        for service in before
        for kind in codes("categories")
        if (answer := typed.one(cell(name, service.row, kind)))
    ]
    told |= {cell(name, service.row, kind): () for service, kind, _ in answers}
    lost = []
    for service, kind, answer in answers:
        row = None if is_anothers else now.get(service.as_named)
        if row is not None and answer not in falling:
            told[cell(name, row, kind)] = (answer,)
        elif answer in SAID:
            lost.append(_BETWEEN.join((kind, answer, service.code, service.named)))
    return told | {f"{name}.{_FALLEN}.{n}": (one,) for n, one in enumerate(lost)}


def fallen(typed: Typed, name: str) -> Iterator[Fallen]:
    """The answers that are not kept: what is asked is something else now."""
    for n in range(typed.rows(f"{name}.{_FALLEN}")):
        at = f"{name}.{_FALLEN}.{n}"
        category, answer, code, named = [*typed.one(at).split(_BETWEEN, 3), "", "", ""][:4]
        if category in codes("categories") and answer in SAID:
            yield Fallen(at, ServiceRow(0, code, named), category, answer)


def _question(typed: Typed, asked: AskedAbout) -> str:
    """Who is asked, and beside the services what: about whom, for what, and which way."""
    about = ",".join(sorted(asked.subjects))
    return _BETWEEN.join((typed.one("person"), about, asked.purpose, asked.direction))


def _services(typed: Typed, name: str) -> Iterator[ServiceRow]:
    for row in range(typed.rows(f"{name}.{_BEFORE}")):
        code, _, named = typed.one(f"{name}.{_BEFORE}.{row}").partition(_BETWEEN)
        if code:
            yield ServiceRow(row, code, named)
