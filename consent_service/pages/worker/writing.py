"""A letter to somebody of a family, to print: which one, how it is set, which way it goes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from flask import Response

from ...actions.refused import Refused
from ...api.edge.meanings import PROBLEMS
from ...api.edge.problems import ProblemError
from ...domain.codes import codes, label
from ...domain.words.naming import day
from ...languages.language import ENGLISH, Language
from ...letters.paper import POLICY, STYLES, digest_of, on_paper
from ...letters.pdf import CannotBeSet, as_pdf, can_be_pdf
from ..asking import ask, problem_of, record
from ..frame import HTML, Visit, show
from ..page import Page

_ONE: Final = "/files/<string:file>/people/<string:person>/letters"
_PDF: Final = ("PDF", "A PDF, for a printer or a service that prints")
#: The button by which a letter goes; by the other it is looked at.
_GOES: Final = "GOES"
#: What may have changed since it was looked at.
_TO_PUT_RIGHT: Final = frozenset({"invalid", "letter-not-safe", "not-found", "key-reused"})
_FIELDS: Final = {"kind": 40, "style": 20, "file": 4, "contact": 64, "language": 20}


def _form(visit: Visit) -> Response:
    return _asks(
        visit,
        {"kind": "", "style": STYLES[0], "file": "HTML", "contact": "", "language": ENGLISH.tag},
    )


def _asks(visit: Visit, typed: Mapping[str, str], wrong: str | None = None) -> Response:
    shown, person = ask(visit, "showFile", file=visit.path["file"]), visit.path["person"]
    who = next((p for p in (*shown["adults"], *shown["children"]) if p["id"] == person), None)
    if who is None:
        raise Refused("not-found")
    return show(
        visit,
        "write_letter.html",
        "Write a letter",
        status=200 if wrong is None else 422,
        file=visit.path["file"],
        who=who,
        kinds=[(code, label("letters", code)) for code in codes("letters")],
        styles=[(code, label("formats", code)) for code in STYLES],
        offered=[(one.tag, _called(one)) for one in visit.service.languages.offered()],
        files=[("HTML", "A page that this browser prints"), *([_PDF] if can_be_pdf() else [])],
        ways=list(_addresses(shown["contact_points"], person)),
        typed=typed,
        wrong=wrong,
        sent=list(_sent(shown["noted"]["letter-sent"], person)),
        once=secrets.token_urlsafe(24),
    )


def _called(language: Language) -> str:
    return language.own_name if language.is_checked else f"{language.own_name}, a draft"


def _addresses(points: Iterable[Mapping[str, Any]], person: str) -> Iterator[tuple[str, str]]:
    for one in points:
        if one["person"] == person and one["type"] == "ADDRESS":
            kept = "kept from others" if one["withheld"] else one["value"] or "not known"
            yield one["id"], f"By post: {kept} ({label('safe_contacts', one['safety'])})"


def _sent(sent: Iterable[Mapping[str, Any]], person: str) -> Iterator[str]:
    """What went to them, the newest first."""
    for one in sorted(sent, key=lambda one: int(one["seq"]), reverse=True):
        if one["person"] == person:
            went = day(datetime.fromisoformat(one["at"]))
            yield f"{label('letters', one['which'])}. {label('letter_ways', one['how'])}, {went}."


def _printed(visit: Visit) -> Response:
    """The letter itself, or the form again with why there is none. Who only looks at it records no
    more than that; who has it go puts the digest of these very bytes on record first.
    """
    typed = {name: visit.typed(name, most) for name, most in _FIELDS.items()}
    if typed["kind"] not in codes("letters") or typed["style"] not in STYLES:
        return _asks(visit, typed, "Choose which letter it is.")
    query = {name: typed[name] for name in ("contact", "language") if typed[name]}
    made = ask(visit, "showLetter", query, **visit.path, letter=typed["kind"])
    if made["letter"] is None:
        return _asks(visit, typed, made["why_not"])
    paper, kind = on_paper(made["letter"], typed["style"], visit.service.languages), HTML
    if typed["file"] == _PDF[0]:
        try:
            paper, kind = as_pdf(paper), "application/pdf"
        except CannotBeSet as error:
            return _asks(visit, typed, str(error))
    if visit.typed("does") == _GOES:
        try:
            _put_on_record(visit, typed, made["letter"]["language"], paper)
        except (Refused, ProblemError) as error:
            if problem_of(error) not in _TO_PUT_RIGHT:
                raise
            return _asks(visit, typed, PROBLEMS[problem_of(error)].title)
    response = Response(paper, content_type=kind)
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _put_on_record(visit: Visit, typed: Mapping[str, str], language: str, paper: bytes) -> None:
    said = {
        "person": visit.path["person"],
        "which": typed["kind"],
        "how": "POST" if typed["contact"] else "HANDED_OVER",
        "style": typed["style"],
        "language": language,
        "copy_sha256": digest_of(paper),
    }
    if typed["contact"]:
        said["contact"] = typed["contact"]
    record(visit, "recordLetter", said, visit.typed("once"), file=visit.path["file"])


PAGES: Final = (
    Page("letterForm", "GET", _ONE, _form, problems=("not-your-role", "not-found")),
    Page(
        "letterPrinted", "POST", _ONE, _printed, problems=("not-your-role", *sorted(_TO_PUT_RIGHT))
    ),
)
