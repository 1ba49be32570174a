"""What is on record of who decides: whether somebody can make a decision, what a court or an
arrangement says, and what somebody said no to. As it was written down: whoever is about to ring
them, or to decide instead of them, reads it first.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from ..domain.codes import label
from ..domain.file.findings import DECIDES_FROM, OF_AGE
from ..domain.file.whatwaits import NOT_ABLE
from ..domain.lifting.written import ONLINE
from ..domain.said.contradicting import AGREEMENTS, NOES
from ..domain.scopes.scope import ANY
from ..domain.times import day_of
from ..domain.words.naming import day, listed
from .agencies import for_what, or_anything, with_whom
from .called import names_on
from .died import died_on
from .heard import (
    answers,
    newest_first,
    own_words,
)
from .putright import put_right
from .unconfirmed import beside, holds, said_no_to

#: How a status is drawn: a sign beside its word. What is neither yes nor no is drawn as open.
_YES: Final = frozenset({"AGREED", "EXPIRING_SOON"})
#: An agreement that holds no more.
_OVER: Final = frozenset({"WITHDRAWN", "REPLACED", "CORRECTED", "EXPIRED", "ENDED_WITH_ENQUIRY"})
#: How an answer stands whose giver, or whom it was about, has died since.
_IN_DOUBT: Final = "VALIDITY_CONCERN"
#: Of a young person who was found unable to decide before they were 16.
_PRESUMED_ABLE: Final = "From 16 they are presumed able, and this says nothing more"
_DECIDES_NOT: Final = "NOT_DECIDING"


#: Said of a child who is not born yet, of whom nobody has parental responsibility.
ONLY_THE_MOTHERS: Final = "before the birth only the mother’s yes is enough"
BEFORE_THE_BIRTH: Final = f"{ONLY_THE_MOTHERS.capitalize()}. The others are heard."


def found_able(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """Of an adult, whether they can make a decision, and of a child, whether they decide alone: for
    each purpose of which somebody said so, what was said last, with why; and what holds beside it,
    where no manager has confirmed that. And what was put right of them that no manager has.
    """
    known = stands["known"]
    of_adult = [one for one in known["capacity"] if one["person"] == person]
    of_child = [one for one in known["competence"] if one["child"] == person]
    for group, found in (("capacity_statuses", of_adult), ("competence_statuses", of_child)):
        for one in _last_of_each(found):
            purpose = one["purpose"]
            of = "" if purpose in (None, ANY) else f" (for: {or_anything('purposes', purpose)})"
            why = f": “{one['rationale']}”" if one["rationale"] else ""
            said = f"{label(group, one['status'])}{of}, {_day(one['at'])}{why}"
            is_over = one["status"] == NOT_ABLE and not one["counts"]
            yield f"{said}. {_PRESUMED_ABLE}" if is_over else beside(said, one)
    yield from put_right(stands, person)


def _last_of_each(found: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """For each purpose the last that holds; and after it the last that waits, or was refused."""
    last: dict[str | None, dict[str | None, Mapping[str, Any]]] = {}
    for one in found:
        of_it = last.setdefault(one["purpose"], {})
        if holds(one):
            of_it.clear()
        of_it[one["undone"]] = one
    for of_it in last.values():
        yield from of_it.values()


def found_unable(stands: Mapping[str, Any], person: str) -> list[str]:
    """Of somebody of 16 or 17 of whom it was found since they are that they cannot decide: what,
    when and why. They are spoken to all the same, of what they want.
    """
    found = [one for one in stands["known"]["competence"] if one["child"] == person]
    ages = {one["id"]: one["age"] or 0 for one in stands["children"]}
    is_unable = any(one["status"] == NOT_ABLE and one["counts"] for one in _last_of_each(found))
    is_presumed_able = DECIDES_FROM <= ages.get(person, 0) < OF_AGE
    return [*found_able(stands, person)] if is_unable and is_presumed_able else []


def orders_of(stands: Mapping[str, Any], child: str) -> Iterator[tuple[str, str]]:
    """Each order or arrangement of a child that goes on, by its id: who made it, who is named and
    limited. One goes on until a manager has confirmed that it ended, where that lets anything fall.
    """
    names, known = names_on(stands), stands["known"]
    ended = {one["order"]: one for one in known["orders_ended"] if not said_no_to(one)}
    over = {one["order"] for one in known["orders_ended"] if holds(one)}
    for one in known["orders"]:
        if one["child"] != child or one["order"] in over:
            continue
        end = ended.get(one["order"])
        made_by = ", ".join(filter(None, (one["source"], one["reference"])))
        parts = [
            f"{label('orders', one['order_type'])} since {_day(one['at'])}",
            *filter(None, [made_by]),
            *_each("Named in it", [names.get(who, "somebody") for who in one["people"]]),
            *_each("It limits", [names.get(who, "somebody") for who in one["limits"]]),
            *_each("Only for", [or_anything("purposes", code) for code in one["purposes"]]),
            *_each("Only about", [or_anything("categories", code) for code in one["categories"]]),
            *filter(None, [beside("", one)]),
            *([beside(f"It ended, {_day(end['at'])}", end)] if end else []),
        ]
        yield one["order"], ". ".join(parts) + "."


def mark_of(answer: Mapping[str, Any]) -> tuple[str, str, str]:
    """How what an answer comes to is drawn, with its word: a no that a later yes of theirs has
    lifted stands no more.
    """
    status: str = answer["status"]
    words = label("shown_statuses", status)
    if answer["lifted"]:
        return ("wait", "–", "Said no before")
    if status in _YES:
        return ("yes", "✓", words)
    return ("no", "✕", words) if status in NOES else ("ask", "?", words)


def _since_a_death(
    answer: Mapping[str, Any], died: Mapping[str, str]
) -> tuple[str, str, str] | None:
    """Of a yes that counts no longer because somebody has died: it is in no doubt how it was given,
    and nobody else decides.
    """
    if answer["status"] == _IN_DOUBT and (person := answer["person"]) in died:
        said, died_at = map(datetime.fromisoformat, (answer["effective_at"], died[person]))
        if day_of(said) > day_of(died_at):
            return ("wait", "–", "Said yes, after the day of their death: look who spoke")
        return ("wait", "–", "Said yes, and has died since")
    about = answer["scope"]["subjects"]
    if answer["status"] == _DECIDES_NOT and about and all(one in died for one in about):
        return ("wait", "–", "Said yes, before the death")
    return None


def answered(
    stands: Mapping[str, Any], person: str, until: int | None = None
) -> Iterator[dict[str, Any]]:
    """Each no of theirs, as standing or said before, and each yes that is not over; and what they
    answered last, whatever it comes to. The newest first, each with the words it was said with, of
    several in one talk once. `until`: the place in the ledger of the last of them.
    """
    names, told, died = names_on(stands), set(), died_on(stands)
    # Where all of them are for the same, nobody takes one for an answer to something else.
    differ = len({for_what(one["scope"]) for one in answers(stands)}) > 1
    own = [
        one
        for one in newest_first(answers(stands))
        if one["person"] == person and (until is None or one["seq"] <= until)
    ]
    shown = [
        one
        for place, one in enumerate(own)
        if place == 0
        or one["answer"] in NOES
        or (
            one["answer"] in AGREEMENTS
            and one["status"] not in _OVER
            and not (one["status"] == _IN_DOUBT and _is_said_again(one, own[:place]))
        )
    ]
    lines: list[dict[str, Any]] = []
    for one in shown:
        scope = one["scope"]
        about = [names.get(id, "somebody") for id in scope["subjects"] if id != ANY]
        of = f", about {listed(about)}" if about and len(stands["children"]) > 1 else ""
        is_no = one["answer"] in NOES and not one["lifted"]
        since = _since_a_death(one, died)
        mark = ("no", "✕", "Said no") if is_no else since or mark_of(one)
        mark = (*mark[:2], _to_what(mark[2], one["answer"]))
        what = f"{with_whom(scope)}{of}{f', {for_what(scope)}' if differ else ''}"
        # Of those alike the last is told.
        if (mark, what) in told:
            continue
        told.add((mark, what))
        lines.append(
            {
                "mark": mark,
                "what": what,
                "at": one["effective_at"],
                "seq": one["seq"],
                "words": own_words(one, stands),
                # Typed beside a button it was said to nobody, and its yes may wait for a call.
                "typed": one["method"] in ONLINE,
                "talk": one["conversation"],
                "statements": _said_of(stands, one),
                "is_no": one["answer"] in NOES,
            }
        )
    for line, after in pairwise(lines):
        if line["talk"] is not None and (line["talk"], line["words"]) == (
            after["talk"],
            after["words"],
        ):
            line["words"] = None
    yield from lines


def _is_said_again(doubted: Mapping[str, Any], since: Sequence[Mapping[str, Any]]) -> bool:
    return any(_says_it_clearly(doubted, later) for later in since)


def _says_it_clearly(doubted: Mapping[str, Any], later: Mapping[str, Any]) -> bool:
    """Of a yes with a concern about how it was given: a later yes of theirs, with none, to all that
    it was to. There is nothing left to be seen to.
    """
    if later["status"] not in _YES:
        return False
    if doubted["kind"] != later["kind"] or any((later["scope"].get("exclusions") or {}).values()):
        return False
    return all(
        _all_in(doubted["scope"][part]) <= _all_in(later["scope"][part])
        for part in _PARTS_OF_A_SCOPE
    )


_PARTS_OF_A_SCOPE: Final = ("subjects", "agencies", "categories", "purposes", "directions")


def _all_in(held: Sequence[Any]) -> set[Any]:
    return {tuple(sorted(one.items())) if isinstance(one, Mapping) else one for one in held}


def _to_what(word: str, answer: str) -> str:
    """As it is read before what it was said to: nobody says no the doctor, or said no at all who
    took a yes back.
    """
    if word == "Said no" and answer == "WITHDRAWN":
        return "Took back"
    return f"{word} to" if word in ("Said no", "Said no before") else word


def word_alone(line: Mapping[str, Any]) -> str:
    """The same where what it was said to is read further on."""
    word: str = line["mark"][2]
    return word.removesuffix(" to")


def _said_of(stands: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """What they say of it themself: that it is wrong, and what else stands beside it."""
    about = {answer["id"], answer["conversation"]} - {None}
    wrong = (one for one in stands["corrections_asked"] if one["about"] in about)
    every = [*wrong, *answer["statements"]]
    return list(dict.fromkeys(one["words"] for one in every))


def noes_beside(
    stands: Mapping[str, Any], until: int | None, told: Container[int | None]
) -> Iterator[dict[str, Any]]:
    """Each no of anybody on the file, with their name, that stood on record by then and is not
    `told` already: whoever is told that there is one reads whose, when and in which words.
    """
    names = names_on(stands)
    for one in (*stands["adults"], *stands["children"]):
        for line in answered(stands, one["id"], until):
            if line["is_no"] and line["seq"] not in told:
                yield line | {"who": names.get(one["id"], "somebody")}


def said_besides(stands: Mapping[str, Any], person: str) -> list[Mapping[str, Any]]:
    """The last that they said besides their answers, if that came last; and after it what was
    written of them since, by us or by an agency, which takes the place of no word of theirs: a no
    may stand in either. `how` says in what; `may_be_no`, that nobody has found it to be none.
    """
    answered = [one for one in answers(stands) if one["words"] or one["conversation"]]
    every = [one for one in (*answered, *_besides(stands)) if one["person"] == person]
    newest = newest_first(every)
    said = next((one for one in newest if one.get("kind") not in _OF_THEM), None)
    last = [said] if not newest or newest[0] is said else [said, newest[0]]
    return [one for one in last if one is not None and "how" in one]


#: What an agency wrote stands with whom it names.
_AN_AGENCYS: Final = "agency-replied"
#: By the kind of entry in which words stand that are no answer: what they are called.
_HOW: Final = {
    "conversation-recorded": "Since then, in a talk",
    "response-recorded": "Written of an attempt to reach them",
    "meeting-part-taken": "What they think, at a meeting",
    "meeting-recorded": "Written of a meeting",
    "contact-made": "Written when they were kept informed",
    "keep-informed-agreed": "Written of how they want to hear from us",
    "telling-recorded": "Written when they were told of something",
    "check-followed-up": "Written by whoever asked them",
    "advocate-status-changed": "Said about an advocate",
    "sign-recorded": "Written of a sign of danger",
    "family-asked": "What they asked us for",
    "correction-asked": "What they say is wrong",
    "disagreement-stated": "What they state beside an entry",
    _AN_AGENCYS: "What an agency wrote of them",
    "reachability-recorded": "Written of how they can be reached",
    "capacity-recorded": "Written of whether they can decide",
    "competence-recorded": "Written of whether they can decide",
    "validity-changed": "Written of why an answer counts",
    "needs-recorded": "Written of what they need",
    "injury-recorded": "Written of an injury",
    "decision-requested": "Written to a manager",
}


#: By such a kind of entry they said it themselves.
_THEIRS: Final = frozenset(
    {
        *("conversation-recorded", "meeting-part-taken", "advocate-status-changed"),
        *("family-asked", "correction-asked", "disagreement-stated"),
    }
)
#: By any other it was written of them. Answers are of neither.
_OF_THEM: Final = _HOW.keys() - _THEIRS
#: The writer's own words: of whoever is named in them nothing, unless a no of theirs may be there.
_THE_WRITERS: Final = frozenset({"decision-requested", "injury-recorded"})


#: Of what no manager need confirm.
_CONFIRMED: Final[Mapping[str, Any]] = {"undone": None}


def _besides(stands: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    found = {row["seq"]: row for every in stands["known"].values() for row in every}
    for one in stands["said_besides"]:
        is_of_them = one["kind"] != _AN_AGENCYS or not one["of_anybody"]
        is_the_writers = one["kind"] in _THE_WRITERS and not one["may_be_a_no"]
        if one["kind"] in _HOW and is_of_them and not is_the_writers:
            yield {
                "kind": one["kind"],
                "person": one["person"],
                "effective_at": one["at"],
                "seq": one["entry"],
                "said": one["words"],
                "how": beside(_HOW[one["kind"]], found.get(one["entry"], _CONFIRMED), "; "),
                "is_theirs": one["kind"] in _THEIRS,
                "may_be_no": one["may_be_a_no"],
            }


def _each(words: str, found: list[str]) -> list[str]:
    return [f"{words}: {listed(found)}"] if found else []


def _day(at: str) -> str:
    return day(datetime.fromisoformat(at))
