"""What a look at something again turns on, in words: what was decided or shared, about whom, what
it rested on, and the no that stood on record then. Whoever judges it would else do so blind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ..domain.codes import label
from ..domain.own.words import last_day
from ..domain.words.naming import day, listed, lower_first, moment
from .agencies import about_what, agency_alone, agency_called, for_what, in_full, or_anything
from .called import names_on
from .heard import reply_in_words
from .unconfirmed import beside
from .whodecides import noes_beside, word_alone

Fact = tuple[str, str]

DID: Final = {"SEEK": "Asked", "SHARE": "Told", "BOTH": "Asked and told"}


def why_no_more(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Why nothing goes ahead by a decision, or not all that did, though its end is to come; nothing
    where it holds as it was made.
    """
    if one["over_since"] is not None:
        return f"It holds no longer: its enquiry was closed on {_day(one['over_since'])}"
    gone = one["yes_gone_since"]
    if gone is None:
        return ""
    who = names.get(one["relies_on"], "somebody")
    return f"It relied on a yes of {who} that no longer covers all of it, since {_day(gone)}"


def of_a_decision(one: Mapping[str, Any], stands: Mapping[str, Any]) -> Iterator[Fact]:
    """About what a decision was, as the file or its entry has it, and for how long."""
    names = names_on(stands)
    scope = {
        **one["scope"],
        "agencies": [in_full(agency) for agency in one["scope"]["agencies"]],
    }
    yield "About", about_what(scope, names)
    yield "Asking or telling", listed([label("directions", each) for each in scope["directions"]])
    yield "What for", listed([or_anything("purposes", each) for each in scope["purposes"]])
    at = one.get("decided_at") or one.get("effective_at")
    if at:
        yield "Decided on", moment(datetime.fromisoformat(at))
    if one.get("end"):
        yield "Its last day", spoken_last(one["end"])
    if one.get("relies_on"):
        yield "It relies on the yes of", names.get(one["relies_on"], "somebody")


def of_a_disclosure(one: Mapping[str, Any], stands: Mapping[str, Any]) -> Iterator[Fact]:
    """What was shared, by whom, on what it rested and what is known of that, what the agency
    answered; and each no that stood on record then.
    """
    names, against = names_on(stands), one["held_against"]
    to = ", ".join(filter(None, (agency_alone(one["agency"]), one["recipient"])))
    yield DID[one["direction"]], to
    yield "When", moment(datetime.fromisoformat(one["at"]))
    yield "By", stands["staff"].get(one["by"]["id"]) or label("staff_roles", one["by"]["role"])
    yield "About", listed([names.get(subject, "somebody") for subject in one["subjects"]])
    yield "What", listed([or_anything("categories", kind) for kind in one["categories"]])
    yield "Why", label("purposes", one["purpose"])
    yield "It was said to rest on", ". ".join(_basis(one, stands))
    if against is not None:
        yield "What stood on record then", label("deed_verdicts", against["verdict"])
        for sign in against["rests_otherwise"]:
            yield "What it was said to rest on", label("deed_signs", sign)
    if one["rested_on_error_since"] is not None:
        since = _day(one["rested_on_error_since"])
        yield "Known since", f"What it rested on was found to be an error, {since}"
    if one["words_sent"]:
        yield "The words", one["words_sent"]
    yield from noes_then(stands, one["seq"])
    reply = reply_in_words(one["reply"])
    if reply["came"]:
        yield "It answered", ". ".join(filter(None, (reply["came"], reply["because"])))
    if one["reply"]["words"]:
        yield "It wrote", one["reply"]["words"]


def since_by(
    id: str, disclosures: list[dict[str, Any]], stands: Mapping[str, Any]
) -> Iterator[Fact]:
    """What was asked and told by a decision until now, and what came of it."""
    names = names_on(stands)
    for one in disclosures:
        if id in one["rests_on"]:
            about = listed([names.get(subject, "somebody") for subject in one["subjects"]])
            kinds = listed([or_anything("categories", kind) for kind in one["categories"]])
            did = f"{DID[one['direction']]} {agency_called(one['agency'])}"
            reply = reply_in_words(one["reply"])
            came = reply["came"] or "No answer is on record"
            quoted = f": “{reply['words']}”" if reply["words"] else ""
            yield (
                "Done by it",
                f"{did}, {_day(one['at'])}: {kinds}, about {about}. {came}{quoted}",
            )


def newest_conferences(stands: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What was last decided in each enquiry of a child protection conference, the newest first."""
    last = {one["enquiry"]: one for one in stands["known"]["conferences"]}
    return sorted(last.values(), key=lambda one: one["at"], reverse=True)


def conference_in_words(one: Mapping[str, Any]) -> str:
    """Whether one is to be held, and on which day."""
    if not one["to_be_held"]:
        return beside("No child protection conference is to be held", one)
    on = one["on"] and spoken_last(f"{one['on']}T12:00:00+00:00")
    when = f" on {on}" if on else ", and nobody has said on which day"
    return beside(f"A child protection conference is to be held{when}", one)


def noes_then(stands: Mapping[str, Any], seq: int) -> Iterator[Fact]:
    """Each no that stood on record before this place of the ledger."""
    for line in noes_beside(stands, seq, ()):
        quoted = f": “{line['words']}”" if line["words"] else ""
        said = f"{word_alone(line)}, {_day(line['at'])}. {line['what']}{quoted}"
        yield f"{line['who']} had answered", said


def _basis(one: Mapping[str, Any], stands: Mapping[str, Any]) -> Iterator[str]:
    """On which basis, and the answers and decisions that were named for it."""
    yield label("disclosure_bases", one["basis"])
    names, named = names_on(stands), set(one["rests_on"])
    for said in stands["responses"]:
        if said["id"] in named:
            who = names.get(said["person"], "Somebody")
            what = lower_first(label("shown_statuses", said["status"]))
            about = f"{about_what(said['scope'], names)}, {for_what(said['scope'])}"
            yield f"{who}, {_day(said['effective_at'])}: {what}, {about}"
    for made in stands["authorisations"]:
        if made["id"] in named:
            words = label("authorisation_kinds", made["kind"])
            yield f"{words}, {_day(made['decided_at'])}: {about_what(made['scope'], names)}"


def _day(at: str) -> str:
    return day(datetime.fromisoformat(at))


def spoken_last(end: str) -> str:
    """The last day of what ends at this moment."""
    return day(datetime.fromisoformat(f"{last_day(datetime.fromisoformat(end))}T12:00:00+00:00"))
