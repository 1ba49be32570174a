"""A letter to somebody of a family, to print: which one, how it is set, which way it goes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias

from flask import Response, request

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import TEXTS, label
from ...domain.letters import texts
from ...domain.letters.writing import KINDS
from ...domain.words.naming import day
from ...letters.notify import MOST_PAGES, NotSent, can_be_posted, reference_of
from ...letters.paper import POLICY, STYLES, digest_of, on_paper, sentences
from ...letters.pdf import CannotBeSet, as_pdf, can_be_pdf, pages_of
from ..asking import ask, problem_of, record
from ..byhand import Fields, refused, typed_in
from ..called import by_name
from ..doing import SENT_ALREADY
from ..frame import HTML, Visit, go_to, show
from ..keptback import heed_of
from ..offering import Offer
from ..offering import offered as offering
from ..page import Page
from ..posting import no_letter_in, offered, spoken_by, who_posts, whose
from ..reached import how_safe
from .nominating import who_is_let_know

_ONE: Final = "/files/<string:file>/people/<string:person>/letters"
_ONE_OF: Final = "/files/{file}/people/{person}/letters"
_PDF: Final = ("PDF", "A PDF, for a printer or a service that prints")
#: The buttons by which a letter goes: printed here, or by whoever posts them for us. By the third
#: it is looked at.
_GOES: Final = "GOES"
_IS_POSTED: Final = "POSTED"
#: By the fourth it is read to them; where no letter is chosen, all that their page tells.
_IS_READ: Final = "READ"
_ON_THEIR_PAGE: Final = ("OWN_PAGE",)
#: What may have changed since it was looked at.
_TO_PUT_RIGHT: Final = frozenset({"invalid", "letter-not-safe", "not-found", "key-reused"})
#: It may go to them by this way.
_MAY_GO: Final = "YES"
#: How it comes about that nobody reads it who must not.
_BY_NOBODY_ELSE: Final = (
    ("ALONE", "I give it into their hand while they are alone"),
    ("ASKED", "They told us that this way is safe for it"),
)
_READ_WHO: Final = "Read above who may read it, and say how it does not come to them."
#: Of an advocate's permissions, the one that is to have these.
_GETS_COPIES: Final = "COPIES_OF_LETTERS"
#: A part of a letter, and the same in English.
_Told: TypeAlias = tuple[Mapping[str, Any], Mapping[str, Any] | None]


def _fields(visit: Visit) -> Fields:
    points = ask(visit, "showFile", file=visit.path["file"])["contact_points"]
    return {
        "kind": KINDS,
        "style": STYLES,
        "file": ("HTML", _PDF[0]),
        "contact": [id for id, _ in _addresses(points, visit.path["person"])],
        "language": [tag for tag, _ in offered(visit)],
        "unread": [code for code, _ in _BY_NOBODY_ELSE],
    }


def _form(visit: Visit) -> Response:
    """With the letter chosen that is due, and where to say that it went already."""
    kind, due = request.args.get("kind", ""), request.args.get("response")
    if due is not None and _is_stop(visit, due):
        kind = _OF_A_STOP
    typed = {"kind": kind if kind in KINDS else "", "style": STYLES[0]}
    went = offering(visit, SENT_ALREADY, _WENT_ALREADY, response=due) if due else ()
    return _asks(visit, {**typed, "file": "HTML", "contact": ""}, went=tuple(went))


def _is_stop(visit: Visit, response: str) -> bool:
    said = ask(visit, "showFile", file=visit.path["file"])["responses"]
    return any(one["id"] == response and one["answer"] == "WITHDRAWN" for one in said)


_OF_A_STOP: Final = "STOPPED"
_WENT_ALREADY: Final = "It went to them another way: record that"
#: About what they said themself: nobody need tell them of it first.
_OF_THEIR_OWN_WORD: Final = frozenset({"REFUSED", "STOPPED"})


def _none(visit: Visit, typed: Mapping[str, str], made: Mapping[str, Any]) -> Response:
    """Why there is no letter; and where it may go, but says nothing, what is recorded first: a
    letter by which they are told is written once somebody has said that they may know.
    """
    first = {
        "changeSafeToTell": "Say that they may know of it",
        "recordTelling": "Record that they were told",
    }
    if typed.get("kind") in _OF_THEIR_OWN_WORD:
        first = {"recordResponse": "Record what they answered"}
    person = visit.path["person"]
    offers = [
        offer
        for operation, words in first.items()
        if made["safe"] == _MAY_GO
        for offer in offering(visit, operation, words, person=person)
    ]
    return _asks(visit, typed, {"kind": made["why_not"]}, offers)


def _asks(
    visit: Visit,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    offers: Sequence[Offer] = (),
    went: Sequence[Offer] = (),
) -> Response:
    """`wrong` by the name of each field; `offers` is what is recorded first, and `went` what is
    instead.
    """
    shown, person = ask(visit, "showFile", file=visit.path["file"]), visit.path["person"]
    who = by_name(shown, person)
    return show(
        visit,
        "write_letter.html",
        "Write a letter",
        status=200 if wrong is None else 422,
        file=visit.path["file"],
        who=who,
        heed=heed_of(shown, person),
        before=who["before_writing"],
        safe=list(_safe_now(shown["contact_points"], person)),
        by_nobody_else=_BY_NOBODY_ELSE,
        kinds=[(code, label("letters", code)) for code in KINDS],
        styles=[(code, label("formats", code)) for code in STYLES],
        offered=offered(visit),
        files=[("HTML", "A page that this browser prints"), *([_PDF] if can_be_pdf() else [])],
        ways=list(_addresses(shown["contact_points"], person)),
        no_letter=no_letter_in(visit, who),
        typed={"language": spoken_by(visit, who), "unread": "", **typed},
        wrong=wrong,
        offers=offers,
        went=went,
        sent=list(_sent(shown["noted"]["letter-sent"], person)),
        once=secrets.token_urlsafe(24),
        copied_to=list(_copied_to(shown, person)),
        has_head=whose(visit)[1] is not None,
        can_be_posted=who_posts(visit) is not None,
    )


def _safe_now(points: Iterable[Mapping[str, Any]], person: str) -> Iterator[str]:
    """The ways by which they may be reached now, and how each is used."""
    for one in points:
        if one["person"] == person and one["may_be_used_now_for"]:
            kept = "kept from others" if one["withheld"] else one["value"]
            yield f"{label('contact_types', one['type'])}: {kept} ({how_safe(one)})"


def _copied_to(shown: Mapping[str, Any], person: str) -> Iterator[str]:
    """Who supports them and is to get a copy of each letter, as they said."""
    for one, known in who_is_let_know(shown, person):
        if known == _GETS_COPIES:
            yield one["advocate"] or "Their advocate"


def _addresses(points: Iterable[Mapping[str, Any]], person: str) -> Iterator[tuple[str, str]]:
    for one in points:
        if one["person"] == person and one["type"] == "ADDRESS":
            kept = "kept from others" if one["withheld"] else one["value"] or "not known"
            yield one["id"], f"By post: {kept} ({how_safe(one)})"


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
    typed, wrong = typed_in(visit, _fields(visit))
    if wrong:
        return _asks(visit, typed, wrong)
    if visit.typed("does") == _IS_READ:
        return _read_out(visit, typed)
    if not typed["kind"]:
        return _asks(visit, typed, {"kind": "Choose which letter it is."})
    query = {name: typed[name] for name in ("contact", "language") if typed[name]}
    made = ask(visit, "showLetter", query, **visit.path, letter=typed["kind"])
    if made["letter"] is None:
        return _none(visit, typed, made)
    does = visit.typed("does")
    if does in (_GOES, _IS_POSTED) and not typed["unread"] and _is_to_be_read(visit):
        return _asks(visit, typed, {"unread": _READ_WHO})
    paper, kind = _set(visit, made["letter"], typed["style"]), HTML
    try:
        if does == _IS_POSTED or typed["file"] == _PDF[0]:
            paper, kind = as_pdf(paper), "application/pdf"
        if does == _IS_POSTED:
            return _post(visit, typed, made["letter"], paper)
        if does == _GOES:
            gone = _gone(visit, typed, made["letter"], paper)
            _put_on_record(visit, gone, visit.typed("once"))
    except (CannotBeSet, NotSent) as error:
        return _asks(
            visit, typed, {"contact" if isinstance(error, NotSent) else "file": str(error)}
        )
    except (Refused, ProblemError) as error:
        if problem_of(error) not in _TO_PUT_RIGHT:
            raise
        return _asks(visit, typed, refused(error, typed, "contact"))
    response = Response(paper, content_type=kind)
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _is_to_be_read(visit: Visit) -> bool:
    """Somebody else may read it who must not: whoever has it go says that they read who."""
    shown = ask(visit, "showFile", file=visit.path["file"])
    return by_name(shown, visit.path["person"])["before_writing"] is not None


def _read_out(visit: Visit, typed: Mapping[str, str]) -> Response:
    """The same sentences for somebody who does not read, in the order in which they are said."""
    kinds = [typed["kind"]] if typed["kind"] in KINDS else _ON_THEIR_PAGE
    query = {"aloud": "true"} | ({"language": typed["language"]} if typed["language"] else {})
    made = [ask(visit, "showLetter", query, **visit.path, letter=kind) for kind in kinds]
    letters = [one["letter"] for one in made if one["letter"] is not None]
    if not letters:
        return _none(visit, typed, made[0])
    return show(
        visit,
        "read_letter.html",
        "Read it to them",
        file=visit.path["file"],
        person=visit.path["person"],
        letters=list(_said_once(letters)),
        spoken=visit.service.languages.of(letters[0]["language"]),
        asks=texts,
        sentences=sentences,
        danger=TEXTS["danger_now"],
    )


def _said_once(letters: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, list[_Told]]]:
    """Each letter's title and its parts, with the English of each beside where there is one. What
    one has said the next does not say again.
    """
    before: list[Any] = []
    for one in letters:
        english = one["in_english"]["parts"] if one["in_english"] else [None] * len(one["parts"])
        told = [pair for pair in zip(one["parts"], english, strict=True) if pair[0] not in before]
        before += one["parts"]
        yield one["title"], told


def _set(visit: Visit, letter: Mapping[str, Any], style: str) -> bytes:
    return on_paper(letter, style, visit.service.languages, *whose(visit))


def _post(
    visit: Visit, typed: Mapping[str, str], letter: Mapping[str, Any], paper: bytes
) -> Response:
    """Have it posted, and put that on record. First it is tried whether that could be put there, so
    that nothing is posted that would be refused. Raises `NotSent`.
    """
    posts = who_posts(visit)
    if posts is None:
        raise NotSent("Nobody posts letters from here: print it.")
    if not typed["contact"] or letter["address_is_kept"]:
        raise NotSent("Choose an address that can be printed on it, or print it and hand it over.")
    if not can_be_posted(letter):
        raise NotSent("The address ends with no postcode, or is too short: put it right, or print.")
    if pages_of(paper) > MOST_PAGES:
        raise NotSent(
            f"GOV.UK Notify posts {MOST_PAGES} pages at most: print it here, or choose less."
        )
    gone = {**_gone(visit, typed, letter, paper), "how": "POSTED_FOR_US"}
    # Under a key of its own each time: what was safe a minute ago is asked again.
    tried = {**gone, "dry_run": True}
    record(visit, "recordLetter", tried, secrets.token_urlsafe(24), file=visit.path["file"])
    where = (visit.path["file"], visit.path["person"], typed["contact"])
    reference = reference_of(*where, gone["copy_sha256"])
    posts.post_letter(paper, reference)
    # It is one letter from whichever form, and stands there once.
    _put_on_record(visit, gone, reference)
    return go_to(_ONE_OF.format(**visit.path))


def _put_on_record(visit: Visit, gone: Mapping[str, Any], once: str) -> None:
    record(visit, "recordLetter", gone, once, file=visit.path["file"])


def _gone(
    visit: Visit, typed: Mapping[str, str], letter: Mapping[str, Any], paper: bytes
) -> dict[str, Any]:
    said = {
        "person": visit.path["person"],
        "which": typed["kind"],
        "how": "POST" if typed["contact"] else "HANDED_OVER",
        "style": typed["style"],
        "language": letter["language"],
        "copy_sha256": digest_of(paper),
    }
    if typed["contact"]:
        said["contact"] = typed["contact"]
    return said


PAGES: Final = (
    Page("letterForm", "GET", _ONE, _form),
    Page("letterPrinted", "POST", _ONE, _printed),
)
