"""Giving somebody of a family a way to sign in, read out or on a letter to print; and ending it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import structlog
from flask import Response, request

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...api.replies.printing import qr_code
from ...domain.codes import codes, label
from ...domain.recorded.content import SERVICE
from ...domain.words.naming import day, lower_first
from ...letters.paper import POLICY, STYLES, WayInPrinted, digest_of, way_in_on_paper
from ...letters.pdf import PDF, CannotBeSet, as_pdf, can_be_pdf
from ..ages import years_old
from ..asking import ask, problem_of, record
from ..byhand import Fields, refused, typed_in
from ..called import by_name, names_on, stand_for_nobody
from ..died import died_in_words
from ..forms.usual import FILE
from ..frame import HTML, Visit, go_to, show
from ..keptback import heed_of
from ..page import Page
from ..posting import no_letter_in, offered, spoken_by, who_sends, whose
from ..problems import as_read
from ..reached import how_safe
from ..visit import WHOLE
from .nominating import who_is_let_know

log = structlog.get_logger("consent_service.pages")

_ONE: Final = f"{FILE}/people/<string:person>/ways-in"
#: What the form may be refused for, so that it can be put right at once.
_TO_PUT_RIGHT: Final = frozenset(
    {
        "invalid",
        "way-in-for-a-manager",
        "way-in-may-be-read",
        "way-in-needs-reason",
        "way-in-needs-birth",
        "way-in-needs-understanding",
        "advocate-may-not-look",
        "contact-not-safe",
        "not-on-file",
    }
)


_NOT_ON_RECORD: Final = (
    "That this letter goes to them could not be put on record. The way in is on record, with who "
    "gave it, and the code works. Say in the file that the letter went, or tell a manager."
)


_FOR_THEIR_HAND: Final = "Give this letter into their hand. Do not post it: it names no address."


class Had(NamedTuple):
    """A way in that somebody had: its id, when it was given, what became of it."""

    id: str
    given: str
    how: str
    is_for_advocate: bool
    became: str
    #: What the button is called by which one of us ends it; none where it is over.
    ends: str | None


def _everybody(visit: Visit) -> Response:
    shown = ask(visit, "showFile", file=visit.path["file"])
    ways, nobody = list(_had(shown["noted"])), stand_for_nobody(shown)
    names, died = names_on(shown), died_in_words(shown)
    living = [one for one in shown["children"] if one["id"] not in died]
    not_yet = {one["id"]: _not_yet(visit, one) for one in living}
    people = [
        {
            "id": one["id"],
            "names": names[one["id"]],
            "had": [had for person, had in ways if person == one["id"]],
            "heed": heed_of(shown, one["id"]),
            "supported_by": list(_supporting(shown, one["id"])),
            "not_yet": died.get(one["id"]) or not_yet.get(one["id"]),
        }
        for one in (*shown["adults"], *shown["children"])
        if one["id"] not in nobody
    ]
    return show(
        visit,
        "ways_in.html",
        "Ways for a family to sign in",
        sends_messages=who_sends(visit) is not None,
        file=visit.path["file"],
        people=people,
        once=_once(),
    )


#: Nobody but the service itself ends one, and only so.
_GUESSED: Final = (
    "Not used. It was tried five times with a wrong code, the last time on {day}, and lets nobody "
    "in any more. Ask them who may have tried, and give them another"
)
_END: Final = "End it"
_WANTS_NONE: Final = "They were asked, and want no other"
#: Of a child, what keeps them from a way in as they are: nothing that whoever asks could put right.
_NOT_UNDERSTOOD: Final = "way-in-needs-understanding"
_AS_A_CHILD: Final = frozenset({"way-in-needs-birth", _NOT_UNDERSTOOD})


#: From this age on it is considered whether a child understands what is decided.
_CONSIDERED_FROM: Final = 12
_A_SMALL_CHILD: Final = "They are {age}. A parent can be given a way in."


def _not_yet(visit: Visit, who: Mapping[str, Any]) -> str | None:
    """Why a child is given none; it is tried, and nothing is kept. Of a small one nobody is asked
    to find whether they decide alone.
    """
    tried = {"how": _READ_OUT, "dry_run": True}
    try:
        record(visit, "giveWayIn", tried, _once(), file=visit.path["file"], person=who["id"])
    except (Refused, ProblemError) as error:
        problem = as_read(problem_of(error))
        if problem_of(error) == _NOT_UNDERSTOOD and (who["age"] or 0) < _CONSIDERED_FROM:
            return _A_SMALL_CHILD.format(age=years_old(who, visit.service.clock().isoformat()))
        return f"{problem.title} {problem.next}" if problem_of(error) in _AS_A_CHILD else None
    return None


def _had(noted: Mapping[str, Any]) -> Iterator[tuple[str, Had]]:
    """Whose, the newest first."""
    used = {one["way_in"]: one["at"] for one in noted["way-in-used"]}
    ended = {one["way_in"]: one["at"] for one in noted["way-in-ended"]}
    by_hand = {one["way_in"] for one in noted["way-in-ended"] if one["by"] != SERVICE.id}
    guessed = ended.keys() - by_hand
    unlinked = {one["link"] for one in noted["way-in-unlinked"]}
    linked = {
        one["way_in"]: one["at"] for one in noted["way-in-linked"] if one["link"] not in unlinked
    }
    replaced: set[tuple[str, str | None]] = set()
    for one in sorted(noted["way-in-given"], key=lambda one: int(one["seq"]), reverse=True):
        id, whose = one["way_in"], (one["person"], one["advocate_in"])
        became = "Not used yet"
        if id in guessed:
            became = _GUESSED.format(day=_day(ended[id]))
        elif id in ended:
            became = f"Ended on {_day(ended[id])}"
        elif id in linked:
            became = f"Signs in with an account of their own since {_day(linked[id])}"
        elif id in used:
            became = f"Used on {_day(used[id])}"
        elif whose in replaced:
            became = "Replaced by a newer one"
        is_over = id in by_hand or whose in replaced
        ends = None if is_over else _WANTS_NONE if id in guessed else _END
        replaced.add(whose)
        how = label("ways_in", one["how"])
        is_for_advocate = one["advocate_in"] is not None
        yield one["person"], Had(id, _day(one["at"]), how, is_for_advocate, became, ends)


class Supporting(NamedTuple):
    """Somebody who may look at what somebody lets them know: in which enquiry, who, and what."""

    enquiry: str
    names: str
    may_know: str
    #: They stand on the file, and find it on their own page.
    is_on_file: bool


def _supporting(shown: Mapping[str, Any], person: str) -> Iterator[Supporting]:
    """Whoever was confirmed, may be told, and is let know something, in an enquiry that goes on."""
    for one, known in who_is_let_know(shown, person):
        yield Supporting(
            one["enquiry"],
            one["advocate"] or "Their advocate",
            lower_first(label("information_permissions", known)),
            one["advocate_person"] is not None,
        )


def _form(visit: Visit) -> Response:
    """To whoever it is opened for: the person, or who supports them in an enquiry."""
    whom = request.args.get("advocate_in", "")[:_LONGEST_ID]
    return _asks(visit, {"how": _READ_OUT, "contact": "", "advocate_in": whom, "reason": ""})


def _asks(
    visit: Visit,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    status: int = 422,
) -> Response:
    """`wrong` by the name of each field."""
    shown, person = ask(visit, "showFile", file=visit.path["file"]), visit.path["person"]
    who, advocates = by_name(shown, person), list(_supporting(shown, person))
    # Whom it is handed to stands above all: each has a form of their own.
    to = next((one for one in advocates if one.enquiry == typed["advocate_in"]), None)
    return show(
        visit,
        "give_way_in.html",
        "Give a way to sign in",
        status=status if wrong else 200,
        file=visit.path["file"],
        who=who,
        heed=heed_of(shown, person),
        ways=list(_reaching(shown["contact_points"], person)),
        to=None if to is None else to.names,
        others=[one for one in advocates if one is not to],
        no_letter=no_letter_in(visit, who),
        typed={"language": spoken_by(visit, who), "style": STYLES[0], "file": "", **typed},
        styles=[(code, label("formats", code)) for code in STYLES],
        offered=offered(visit),
        can_be_pdf=can_be_pdf(),
        wrong=wrong,
        once=_once(),
    )


def _reaching(points: Iterable[Mapping[str, Any]], person: str) -> Iterator[tuple[str, str]]:
    for one in points:
        if one["person"] == person:
            kept = "kept from others" if one["withheld"] else one["value"] or "not known"
            yield one["id"], f"{label('contact_types', one['type'])}: {kept} ({how_safe(one)})"


def _given(visit: Visit) -> Response:
    """The letter, or what to read out: shown once, so there is no page of it to go back to."""
    file, person = visit.path["file"], visit.path["person"]
    typed, wrong = typed_in(visit, _fields(visit))
    if wrong:
        return _asks(visit, typed, wrong)
    said = {name: value for name, value in typed.items() if value and name not in _OF_A_LETTER}
    # Before there is a code, which is shown once whatever can be read then.
    to = _to_whom(visit, typed["advocate_in"])
    try:
        made = record(visit, "giveWayIn", said, visit.typed("once"), file=file, person=person)
    except (Refused, ProblemError) as error:
        if problem_of(error) not in _TO_PUT_RIGHT:
            raise
        status = as_read(problem_of(error)).status
        return _asks(visit, typed, refused(error, typed, "how"), status)
    if "way_in" not in made:
        return go_to(f"/files/{file}/ways-in")
    way_in = made["way_in"]
    origin = visit.service.access.browsers.origin
    address = f"{origin}/sign-in/family"
    if typed["how"] != _READ_OUT:
        return _letter(visit, typed, way_in, address, datetime.fromisoformat(made["recorded_at"]))
    return show(
        visit,
        "way_in.html",
        "Read this out",
        file=file,
        to=to,
        address=address.removeprefix("https://"),
        until=_day(way_in["expires_at"]),
        telephone=None if (head := whose(visit)[1]) is None else head.telephone,
        **{name: way_in[name] for name in ("reference", "code")},
    )


def _to_whom(visit: Visit, advocate_in: str) -> str:
    """To whom it is handed, for whoever reads it out."""
    shown, person = ask(visit, "showFile", file=visit.path["file"]), visit.path["person"]
    names: str = by_name(shown, person)["names"]
    of = (one for one in _supporting(shown, person) if one.enquiry == advocate_in)
    return next((f"{one.names}, who supports {names}" for one in of), names)


def _letter(
    visit: Visit,
    typed: Mapping[str, str],
    given: Mapping[str, str],
    address: str,
    at: datetime,
) -> Response:
    """The letter, and on record by the digest of its bytes, as every other one is."""
    style = typed["style"]
    way_in = WayInPrinted(
        address.removeprefix("https://"),
        given["reference"],
        given["code"],
        datetime.fromisoformat(given["expires_at"]).date(),
        qr_code(f"{address}?ref={given['reference']}"),
    )
    languages, tag = visit.service.languages, typed["language"]
    set_ = style if style in STYLES else STYLES[0]

    def paper(*notes: str) -> bytes:
        set_as = (set_, languages, *whose(visit))
        return way_in_on_paper(way_in, *set_as, on=at.date(), tag=tag, notes=notes)

    notes = [] if typed["contact"] or typed["advocate_in"] else [_FOR_THEIR_HAND]
    sent, kind = paper(*notes), HTML
    if typed["file"] == PDF:
        try:
            sent, kind = as_pdf(sent), "application/pdf"
        except CannotBeSet as error:
            notes.append(str(error))
            sent = paper(*notes)
    # Of an advocate's nothing is put on record but the way in itself.
    is_on_record = typed["advocate_in"] or _put_on_record(
        visit, typed, set_, languages.of(tag).tag, digest_of(sent)
    )
    if not is_on_record:
        # It is said where the code is shown, and there it is printed from.
        sent, kind = paper(*notes, _NOT_ON_RECORD), HTML
    response = Response(sent, content_type=kind)
    if kind == HTML:
        response.headers["Content-Security-Policy"] = POLICY
    return response


def _put_on_record(
    visit: Visit, typed: Mapping[str, str], style: str, language: str, digest: str
) -> bool:
    """Whether it stands there. The way in itself does already, with who decided it. So a code that
    is shown only once is shown, whatever becomes of this: a manager may have it go where no letter
    else goes.
    """
    said = {
        "person": visit.path["person"],
        "which": "SIGN_IN",
        # Where it goes to no address it is handed over.
        **({"how": "POST", "contact": typed["contact"]} if typed["contact"] else _HANDED_OVER),
        "style": style,
        "language": language,
        "copy_sha256": digest,
    }
    try:
        record(visit, "recordLetter", said, _once(), file=visit.path["file"])
    except Exception as error:  # noqa: BLE001 - whatever it is, the code is shown here alone
        log.warning("letter.not_recorded", fault=type(error).__name__)
        return False
    return True


_READ_OUT: Final = "READ_OUT"
_HANDED_OVER: Final = {"how": "HANDED_OVER"}
_LONGEST_ID: Final = 64
#: How a letter is set: no part of the way in.
_OF_A_LETTER: Final = frozenset({"language", "style", "file"})


def _fields(visit: Visit) -> Fields:
    return {
        "how": codes("ways_in"),
        "contact": WHOLE,
        "advocate_in": WHOLE,
        "reason": 4_000,
        "language": [tag for tag, _ in offered(visit)],
        "style": STYLES,
        "file": (PDF,),
    }


def _ended(visit: Visit) -> Response:
    file, way_in = visit.path["file"], visit.typed("way_in")
    record(visit, "endWayIn", {}, visit.typed("once"), file=file, way_in=way_in)
    return go_to(f"/files/{file}/ways-in")


def _once() -> str:
    """Under which key what the form sends is recorded, however often it is sent."""
    return secrets.token_urlsafe(24)


def _day(at: str) -> str:
    return day(datetime.fromisoformat(at))


PAGES: Final = (
    Page("familysWaysIn", "GET", f"{FILE}/ways-in", _everybody),
    Page("giveWayInForm", "GET", _ONE, _form),
    Page(
        "giveWayInSent",
        "POST",
        _ONE,
        _given,
        shown_once="A code is shown once: no page of it may be gone back to.",
    ),
    Page("endWayInSent", "POST", f"{FILE}/ways-in", _ended),
)
