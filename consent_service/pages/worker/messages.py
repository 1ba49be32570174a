"""A text or an e-mail that asks somebody of a family to ring, and says nothing of why.

Whoever else has the telephone in their hand reads it too: no name stands in it, no service, no
council and no number. Its very words are on the form, and nobody types others.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from flask import Response

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import label
from ...domain.letters import texts
from ...languages.language import Language
from ...letters.notify import NotSent, reference_of
from ...letters.paper import digest_of
from ..asking import ask, problem_of, record
from ..byhand import refused, typed_in
from ..called import by_name
from ..frame import Visit, go_to, show
from ..keptback import heed_of
from ..page import Page
from ..posting import no_letter_in, offered, spoken_by, who_sends
from ..reached import how_safe
from ..visit import WHOLE

_ONE: Final = "/files/<string:file>/people/<string:person>/messages"
#: By the type of a way of reaching somebody: how a message goes by it.
_BY: Final = {"PHONE": "TEXT", "EMAIL": "EMAIL"}
#: What may have changed since the form was shown.
_TO_PUT_RIGHT: Final = frozenset({"invalid", "letter-not-safe", "not-found", "key-reused"})


def _form(visit: Visit) -> Response:
    return _asks(visit, {"contact": ""})


def _asks(
    visit: Visit, typed: Mapping[str, str], wrong: Mapping[str, str] | None = None
) -> Response:
    """`wrong` by the name of each field."""
    points, who, heed = _reaching(visit)
    return show(
        visit,
        "send_message.html",
        "Send a text or an e-mail",
        status=200 if wrong is None else 422,
        file=visit.path["file"],
        who=who,
        heed=heed,
        ways=[(one["id"], _in_words(one)) for one in points],
        offered=[
            (tag, words, _said_in(visit.service.languages.of(tag)), tag)
            for tag, words in offered(visit)
        ],
        no_letter=no_letter_in(visit, who),
        typed={"language": spoken_by(visit, who), **typed},
        wrong=wrong,
        can_be_sent=who_sends(visit) is not None,
        once=secrets.token_urlsafe(24),
    )


def _reaching(
    visit: Visit,
) -> tuple[list[Mapping[str, Any]], Mapping[str, Any], list[str]]:
    """By which numbers and addresses they may be written to, who they are, and what is to be known
    before. Raises `Refused`.
    """
    shown, person = ask(visit, "showFile", file=visit.path["file"]), visit.path["person"]
    who = by_name(shown, person)
    return list(_theirs(shown["contact_points"], person)), who, heed_of(shown, person)


def _theirs(points: Iterable[Mapping[str, Any]], person: str) -> Iterator[Mapping[str, Any]]:
    for one in points:
        # What is kept from others goes to nobody else either, such as whoever sends it for us.
        if one["person"] == person and one["type"] in _BY and one["value"] and not one["withheld"]:
            yield one


def _in_words(one: Mapping[str, Any]) -> str:
    return f"{label('letter_ways', _BY[one['type']])}: {one['value']} ({how_safe(one)})"


def _said_in(language: Language) -> str:
    return language.text(texts.MESSAGE)


def _sent(visit: Visit) -> Response:
    """It is tried whether it could stand on record, so that nothing goes that may not; then it is
    sent; then it is put there. Once a day to the same number, however often it is pressed.
    """
    typed, wrong = typed_in(
        visit, {"contact": WHOLE, "language": [tag for tag, _ in offered(visit)]}
    )
    sends, points = who_sends(visit), _reaching(visit)[0]
    to = next((one for one in points if one["id"] == typed["contact"]), None)
    if to is None:
        wrong["contact"] = "Choose a number or an address that can be written to."
    if to is None or wrong:
        return _asks(visit, typed, wrong)
    language = visit.service.languages.of(typed["language"])
    text, how = _said_in(language), _BY[to["type"]]
    gone = {
        "person": visit.path["person"],
        "which": "NOT_REACHED",
        "how": how,
        "contact": to["id"],
        "language": language.tag,
        "copy_sha256": digest_of(text.encode()),
    }
    file = visit.path["file"]
    try:
        if sends is None:
            raise NotSent("Nobody sends texts or e-mails from here: ring them.")
        tried = record(
            visit, "recordLetter", {**gone, "dry_run": True}, secrets.token_urlsafe(24), file=file
        )
        day = tried["recorded_at"][:10]
        reference = reference_of(file, *gone.values(), day)
        sends.send_message(how, to["value"], language.text(texts.MESSAGE_SUBJECT), text, reference)
        record(visit, "recordLetter", gone, reference, file=file)
    except NotSent as error:
        return _asks(visit, typed, {"contact": str(error)})
    except (Refused, ProblemError) as error:
        if problem_of(error) not in _TO_PUT_RIGHT:
            raise
        return _asks(visit, typed, refused(error, typed, "contact"))
    return go_to(f"/files/{file}/people/{visit.path['person']}/letters")


PAGES: Final = (
    Page("messageForm", "GET", _ONE, _form),
    Page("messageSent", "POST", _ONE, _sent),
)
