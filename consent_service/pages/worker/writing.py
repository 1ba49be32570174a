"""A letter to somebody of a family, to print: which one, how it is set, which way it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from flask import Response

from ...actions.refused import Refused
from ...domain.codes import codes, label
from ...languages.language import ENGLISH, Language
from ...letters.paper import POLICY, STYLES, on_paper
from ..asking import ask
from ..frame import HTML, Visit, show
from ..page import Page

_ONE: Final = "/files/<string:file>/people/<string:person>/letters"
_FIELDS: Final = {"kind": 40, "style": 20, "contact": 64, "language": 20}


def _form(visit: Visit) -> Response:
    return _asks(visit, {"kind": "", "style": STYLES[0], "contact": "", "language": ENGLISH.tag})


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
        ways=list(_addresses(shown["contact_points"], person)),
        typed=typed,
        wrong=wrong,
    )


def _called(language: Language) -> str:
    return language.own_name if language.is_checked else f"{language.own_name}, a draft"


def _addresses(points: Iterable[Mapping[str, Any]], person: str) -> Iterator[tuple[str, str]]:
    for one in points:
        if one["person"] == person and one["type"] == "ADDRESS":
            kept = "kept from others" if one["withheld"] else one["value"] or "not known"
            yield one["id"], f"By post: {kept} ({label('safe_contacts', one['safety'])})"


def _printed(visit: Visit) -> Response:
    """The letter itself, or the form again with why there is none."""
    typed = {name: visit.typed(name, most) for name, most in _FIELDS.items()}
    if typed["kind"] not in codes("letters") or typed["style"] not in STYLES:
        return _asks(visit, typed, "Choose which letter it is.")
    query = {name: typed[name] for name in ("contact", "language") if typed[name]}
    made = ask(visit, "showLetter", query, **visit.path, letter=typed["kind"])
    if made["letter"] is None:
        return _asks(visit, typed, made["why_not"])
    response = Response(
        on_paper(made["letter"], typed["style"], visit.service.languages), content_type=HTML
    )
    response.headers["Content-Security-Policy"] = POLICY
    return response


PAGES: Final = (
    Page("letterForm", "GET", _ONE, _form, problems=("not-your-role", "not-found")),
    Page(
        "letterPrinted", "POST", _ONE, _printed, problems=("not-your-role", "not-found", "invalid")
    ),
)
