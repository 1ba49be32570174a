"""What somebody answered stays with what they were asked, where what is asked is settled anew.

A cell has the place of its service among the rows. Whoever puts another service in that row, or
asks about somebody else, has asked another question: an answer to the one is none to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from ...domain.codes import codes, label
from ...domain.words.naming import lower_first
from ..forms.choices import Choice
from ..forms.leftout import is_meant
from ..forms.typed import Typed
from .askedabout import AskedAbout, ServiceRow, about_whom

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
#: In the place of a row: of every service.
_OF_ALL: Final = "all"


class Fallen(NamedTuple):
    """An answer that is not kept: the field that holds it, and of what it was one. `of` is whom it
    was about, where it was about one of several alone.
    """

    name: str
    service: ServiceRow
    category: str
    of: str
    answer: str

    def words(self, service: str, of: str) -> str:
        """In a line, where the service and whom it was about are called this."""
        said = {one.value: one.words for one in ANSWERS}[self.answer]
        about = f", about {of}" if of else ""
        return f"{service}: {lower_first(label('categories', self.category))}{about}: {said}"


class AnswerGiven(NamedTuple):
    """What somebody answered about one service and one kind of information, and about whom."""

    service: ServiceRow
    category: str
    answer: str
    about: tuple[str, ...]


def cell(name: str, row: int, category: str, of: str = "") -> str:
    """The field that holds what was said of one kind of information to one service: about all whom
    it is about, or about one of them, which goes before that.
    """
    return f"{name}.grid.{row}.{category}" + (f".{of}" if of else "")


def to_the_rest(name: str, row: int | None = None) -> str:
    """The field that says that they said yes to all that is left open: of one service, or of each
    that is asked about.
    """
    return f"{name}.rest.{_OF_ALL if row is None else row}"


def the_rest(typed: Typed, name: str, row: int | None = None) -> dict[str, Any]:
    """The same as it is shown, to be ticked."""
    at = to_the_rest(name, row)
    return {"name": at, "id": f"f-{at}", "value": AGREED, "is_ticked": typed.one(at) == AGREED}


def _to_what_is_open(typed: Typed, name: str, row: int) -> str:
    """What they said to all of which nothing else is chosen; a no that is chosen stays one."""
    ticked = (typed.one(to_the_rest(name, one)) for one in (row, None))
    return AGREED if AGREED in ticked else ""


def each_chosen(
    typed: Typed, name: str, asked: AskedAbout, adult: str
) -> dict[str, tuple[str, ...]]:
    """As if each were chosen by itself that was left open, of which they said yes to all: so that
    it stays with what it was said of.
    """
    told: dict[str, tuple[str, ...]] = {to_the_rest(name): ()}
    for service in asked.services:
        told[to_the_rest(name, service.row)] = ()
        for kind in asked.categories if _to_what_is_open(typed, name, service.row) else ():
            at = cell(name, service.row, kind)
            if not typed.one(at) and about_whom(kind, service.about, adult):
                told[at] = (AGREED,)
    return told


def refused_of(typed: Typed, name: str, asked: AskedAbout, which: str) -> Typed:
    """With a no in the place of each yes to the service that is asked about so, about whomever it
    is.
    """
    told = {
        at: ("REFUSED",)
        for service in asked.services
        if is_meant(which, service.agency)
        for category in asked.categories
        for of in ("", *service.about)
        if typed.one(at := cell(name, service.row, category, of)) == AGREED
    }
    return typed | told


def given(typed: Typed, name: str, asked: AskedAbout, adult: str) -> Iterator[AnswerGiven]:
    """Each answer of theirs: of one kind of information one, unless it differs by whom it is about.
    `adult` is whoever is talked to, where they are an adult.
    """
    for service in asked.services:
        is_open = _to_what_is_open(typed, name, service.row)
        for kind in asked.categories:
            of_all = typed.one(cell(name, service.row, kind)) or is_open
            about: dict[str, list[str]] = {}
            for one in about_whom(kind, service.about, adult):
                answer = typed.one(cell(name, service.row, kind, one)) or of_all
                about.setdefault(answer, []).append(one)
            for answer in SAID:
                if answer in about:
                    yield AnswerGiven(service, kind, answer, tuple(about[answer]))


def remembered(typed: Typed, name: str, asked: AskedAbout) -> dict[str, tuple[str, ...]]:
    """Before what is asked is changed: of what the answers are, unless that is known already."""
    if typed.one(f"{name}.{_QUESTION}"):
        return {}
    return {
        f"{name}.{_QUESTION}": (_question(typed, asked),),
        **{
            f"{name}.{_BEFORE}.{one.row}": (
                _BETWEEN.join((one.code, ",".join(one.about), one.named)),
            )
            for one in asked.services
        },
    }


def settled_anew(typed: Typed, name: str, asked: AskedAbout) -> Mapping[str, tuple[str, ...]]:
    """Once it is settled what is asked: each answer in the row in which its service stands now, and
    those that are to something else apart. A yes falls with any change of what is asked; a no and
    a doubt only where it is another service, somebody else whom it is about, or who said it: of
    whom that service is asked about no more, it falls where they can read that it does.
    """
    was, question = typed.one(f"{name}.{_QUESTION}"), _question(typed, asked)
    if not was:
        return {}
    before = list(_services(typed, name))
    now = {one.as_named: one for one in asked.services}
    is_anothers = was.partition(_BETWEEN)[0] != typed.one("person")
    told: dict[str, tuple[str, ...]] = {f"{name}.{_QUESTION}": ()}
    told |= {f"{name}.{_BEFORE}.{one.row}": () for one in before}
    told |= {f"{name}.{_FALLEN}.{n}": () for n in range(typed.rows(f"{name}.{_FALLEN}"))}
    whom = ("", *_about(was))
    answers = [
        (service, kind, of, answer)
        for service in before
        for kind in codes("categories")
        for of in whom
        if (answer := typed.one(cell(name, service.row, kind, of)))
    ]
    told |= {cell(name, service.row, kind, of): () for service, kind, of, _ in answers}
    lost = []
    for service, kind, of, answer in answers:
        here = None if is_anothers else now.get(service.as_named)
        gone = _no_more(service, here, kind, typed.one(f"{name}.adult"))
        is_other = was != question or here is None or {*service.about} != {*here.about}
        if here is None or of in gone or (answer == AGREED and is_other):
            falls = [of]
        else:
            told[cell(name, here.row, kind, of)] = (answer,)
            apart = {one for row, this, one, _ in answers if (row, this) == (service, kind)}
            falls = [] if of else [one for one in gone if one not in apart]
        if answer in SAID:
            lost += [
                _BETWEEN.join((kind, answer, one, service.code, service.named)) for one in falls
            ]
    return told | {f"{name}.{_FALLEN}.{n}": (one,) for n, one in enumerate(lost)}


def _no_more(before: ServiceRow, now: ServiceRow | None, kind: str, adult: str) -> tuple[str, ...]:
    """About whom a service was asked, of a kind of information, and is not any more."""
    stays = () if now is None else about_whom(kind, now.about, adult)
    return tuple(one for one in about_whom(kind, before.about, adult) if one not in stays)


def fallen(typed: Typed, name: str) -> Iterator[Fallen]:
    """The answers that are not kept: what is asked is something else now."""
    for n in range(typed.rows(f"{name}.{_FALLEN}")):
        at = f"{name}.{_FALLEN}.{n}"
        category, answer, of, code, named = [*typed.one(at).split(_BETWEEN, 4), *[""] * 4][:5]
        if category in codes("categories") and answer in SAID:
            yield Fallen(at, ServiceRow(0, code, named), category, of, answer)


def _question(typed: Typed, asked: AskedAbout) -> str:
    """Who is asked, and beside the services what: about whom, for what, and which way."""
    about = ",".join(sorted(asked.subjects))
    return _BETWEEN.join((typed.one("person"), about, asked.purpose, asked.direction))


def _about(question: str) -> list[str]:
    """Whom a question was about."""
    return [one for one in question.split(_BETWEEN)[1].split(",") if one]


def _services(typed: Typed, name: str) -> Iterator[ServiceRow]:
    for row in range(typed.rows(f"{name}.{_BEFORE}")):
        held = typed.one(f"{name}.{_BEFORE}.{row}").split(_BETWEEN, 2)
        code, about, named = [*held, "", ""][:3]
        if code:
            yield ServiceRow(row, code, named, tuple(one for one in about.split(",") if one))


# ── what they signed ────────────────────────────────────────────────────────────────────────

#: By which a paper is signed; beside any other, and beside a no, it is something that was written.
_ON_PAPER: Final = frozenset({"IN_PERSON_SIGNED", "LETTER_SIGNED"})
_KEPT_AS: Final = {"SIGNED_FORM": "What they signed", "NOTE": "What was written down"}


def kept_as(typed: Typed, name: str, answer: str) -> dict[str, list[dict[str, str]]]:
    """Where what they signed lies, if that was typed, as evidence of such an answer."""
    lies = typed.one(f"{name}.form").strip()
    is_form = answer == AGREED and typed.one("method") in _ON_PAPER
    kept = {"type": "SIGNED_FORM" if is_form else "NOTE", "document_ref": lies}
    return {"evidence": [kept]} if lies else {}


def kept_in_words(typed: Typed, name: str, said: Iterable[AnswerGiven]) -> Iterable[str]:
    """The same of each answer, to be read back."""
    every = (kept_as(typed, name, one.answer).get("evidence", []) for one in said)
    lines = (f"{_KEPT_AS[one['type']]}: {one['document_ref']}" for kept in every for one in kept)
    return dict.fromkeys(lines)
