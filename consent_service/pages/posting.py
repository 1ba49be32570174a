"""Whose letters go out from here: what stands at their head, their languages, who posts them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..api.edge.service import Posts
from ..letters.pdf import can_be_pdf
from ..settings import Letterhead
from .visit import Visit


def who_posts(visit: Visit) -> Posts | None:
    """Nobody, where their authority has no account for that, or no PDF can be made here."""
    signed_in = visit.signed_in
    if signed_in is None or not can_be_pdf():
        return None
    return visit.service.posts.get(signed_in.principal.authority)


def who_sends(visit: Visit) -> Posts | None:
    """Whoever sends texts and e-mails; nobody, where their authority has no account for that."""
    signed_in = visit.signed_in
    posts = None if signed_in is None else visit.service.posts.get(signed_in.principal.authority)
    return posts if posts is not None and posts.can_send else None


def whose(visit: Visit) -> tuple[str | None, Letterhead | None]:
    """What the council of whoever is signed in is called, and where it is rung and written to."""
    service, signed_in = visit.service, visit.signed_in
    authority = "" if signed_in is None else signed_in.principal.authority
    return service.councils.get(authority), service.letterheads.get(authority)


def spoken_by(visit: Visit, who: Mapping[str, Any]) -> str:
    """The tag of the language that is on record for somebody of a family."""
    return visit.service.languages.called(who.get("language")).tag


def no_letter_in(visit: Visit, who: Mapping[str, Any]) -> str:
    """That nothing is written here in the language that is on record for somebody; empty where it
    is, or nobody has said which it is.
    """
    language = who.get("language")
    if not visit.service.languages.lacks(language):
        return ""
    names = who["names"]
    said = f"The language of {names} is {language}. We have no letter and no message in it"
    return f"{said}: read it to them with an interpreter. A relative or a child is none."


def is_english(visit: Visit, said: str | None) -> bool:
    """Whether it is English that somebody speaks, as far as anybody has said."""
    languages = visit.service.languages
    return languages.called(said).is_english and not languages.lacks(said)


def offered(visit: Visit) -> list[tuple[str, str]]:
    """Each language by its tag, in its own name."""
    return [
        (one.tag, one.own_name if one.is_checked else f"{one.own_name}, a draft")
        for one in visit.service.languages.offered()
    ]
