"""What an answer says of each thing that was asked: how it stands, why, and where everybody stands
on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from ...domain.codes import DECIDING_PR, OWN_TO_AN_ADULT, PLACEHOLDER, label
from ...domain.file.goingon import BY_REFERRER
from ...domain.recorded.joinedelsewhere import ON_ANOTHER_FILE
from ...domain.recorded.members import ALWAYS
from ...domain.words.naming import day, listed, lower_first
from ..agencies import DOES
from ..called import namesakes_called, not_to_hear, referrer
from ..died import died_in_words
from ..forms.choices import ASK_FIRST, NOT_TO_HEAR, WARY
from ..heard import answers, own_words
from ..keptback import ask_first
from ..unconfirmed import beside, said_no_to
from ..whodecides import BEFORE_THE_BIRTH
from .noesnear import Whom, is_elsewhere, near_in_words, noes_near

#: How each outcome of an item is drawn: a word, a sign, a line. The colour comes last.
MARKS: Final[Mapping[str, tuple[str, str, str]]] = {
    "COVERED": ("yes", "✓", "Agreed"),
    "AUTHORISED": ("yes", "✓", "Decided"),
    "ASK": ("ask", "?", "Not agreed yet"),
    "OBJECTION": ("no", "✕", "Said no"),
    "DECISION_NEEDED": ("decide", "!", "Decision needed"),
    "PARTLY_COVERED": ("ask", "?", "Partly agreed"),
    "SHARE_NOW": ("decide", "!", "Share now"),
    "UNAVAILABLE": ("wait", "–", "Cannot be checked"),
}
#: Of whoever could not wait, and has not said which.
CONTACTED: Final = "contact"
_NO: Final = "NO"
_ASK_AGAIN: Final = "They said no in another enquiry, or in one that has closed. Ask again."
_THEY_SAY: Final = "They say of this"
_NO_ANSWER: Final = "NO_ANSWER"
_YES: Final = "YES"


def names_in(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> dict[str, str]:
    """Whoever stands in an answer, by name; of two of one name which of them it is."""
    apart = {id: name for id, name in namesakes_called(stands).items() if id in answer["people"]}
    return {**answer["people"], **apart}


def items_of(
    answer: Mapping[str, Any], names: Mapping[str, str], stands: Mapping[str, Any]
) -> list[dict[str, Any]]:
    told = {answer["next"]}
    found = [
        _item(one, names, stands, noes_near(answer, stands)) | {"next": _what_to_do(one, told)}
        for one in answer["items"]
    ]
    once: set[Any] = set()
    just_before = None
    for item in found:
        # Of the one right above, and of none further up: "as above" would point at the yes between.
        item["is_as_above"] = item["code"] == just_before
        just_before = item["code"]
        # Beside all and under nobody: it is one line of the referral, and whom of those who have
        # said nothing themselves it means nobody has said.
        wrote = dict.fromkeys(one.pop("referrer_words") for one in item["positions"])
        item["referrer_wrote"] = [words for words in wrote if words]
        said_once(item, once)
    return found


def said_once(item: dict[str, Any], told: set[Any]) -> None:
    """Of everybody who stands on several things for one reason, and in the same words, these stand
    with the first; and so does a line of the referral.
    """
    item["referrer_wrote"] = [words for words in item["referrer_wrote"] if words not in told]
    told.update(item["referrer_wrote"])
    for one in item["positions"]:
        for what in ("reason", "words"):
            key = (one["who"], what, one[what])
            one[what] = None if key in told else one[what]
            told.add(key)


def _what_to_do(item: Mapping[str, Any], told: set[str]) -> str:
    """What to do about its reason, where that holds it up and is said nowhere above: it may name
    whom they said no to, without which nobody can do it.
    """
    words: str = item["reason"]["next"]
    if item["outcome"] not in _HELD_UP or words in told:
        return ""
    told.add(words)
    return words


def _item(
    item: Mapping[str, Any],
    names: Mapping[str, str],
    stands: Mapping[str, Any],
    near: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """A decision ends when it ends, and whoever says no is read in their own words."""
    noes = {one["id"]: one for one in answers(stands)}
    died = died_in_words(stands)
    ends = {one["id"]: one["end"] for one in stands["authorisations"]}
    decided = [one for one in item["authorisations"] if ends.get(one)]
    unborn = {one["id"] for one in stands["children"] if one["age"] is None}
    kept = dict.fromkeys(ask_first(stands), ASK_FIRST.strip())
    return {
        "about": name_in(names, item["subject"]),
        "what": lower_first(label("categories", item["category"])),
        "does": DOES[item["direction"]],
        "mark": MARKS[item["outcome"]],
        "ends_at": item["ends_at"] or max((ends[one] for one in decided), default=None),
        "ends_because": item["ends_because"],
        "why": item["reason"]["label"],
        "code": item["reason"]["code"],
        "who_decides": BEFORE_THE_BIRTH if item["subject"] in unborn else "",
        "child_words": item["child_words"],
        "positions": [
            {
                "near": near_in_words(near.get(one["person"]), one, stands, _whom(item, names)),
                "who": who_is(names, one["person"], one["role"]),
                "says": _says(one),
                "said_at": None if is_elsewhere(one, near) else one["said_at"],
                "reason": died.get(one["person"]) or _why(one, near),
                "decides_not": "" if one["person"] in died else _decides_not(one, item, stands),
                "reported": reported(one["response"], stands) if one["says"] == _NO else "",
                "wary": ""
                if one["person"] in died
                else " ".join(
                    filter(None, (_wary(one, stands) or kept.get(one["person"]), _able(one)))
                ),
                "left_out": "" if one["person"] in died else _left_out(one, item["outcome"]),
                "entry": None if is_elsewhere(one, near) else one["entry"],
                "words": own_words(noes[one["response"]], stands)
                if one["response"] in noes and (one["says"] == _NO or _said_no_before(one))
                else None,
                "referrer_words": one["referrer_words"],
                "statements": _put_beside(one["statements"]),
            }
            for one in item["positions"]
        ],
    }


def _whom(item: Mapping[str, Any], names: Mapping[str, str]) -> Whom:
    return lambda subjects: (
        None if item["subject"] in subjects else listed([name_in(names, one) for one in subjects])
    )


def _put_beside(statements: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Each once, with who says it: nobody's words are put into the mouth of another, and what no
    manager confirmed is quoted as that.
    """
    said = (
        (beside(f"{s['by']} wrote of them" if s["by"] else _THEY_SAY, s, "; "), s["words"])
        for s in statements
    )
    return list(dict.fromkeys(said))


#: What is still to be settled with somebody of the family, or with whoever asks.
_HELD_UP: Final = frozenset({"ASK", "OBJECTION"})
#: By these outcomes there are words for an agency, if a decision reaches what was asked.
_DECIDED: Final = "AUTHORISED"
_LEFT_OUT: Final = (
    "The words for the agency say nothing of their no, so that it does not turn to them."
)


def _says(position: Mapping[str, Any]) -> str:
    """Of whoever has answered nothing there is no answer that might not count."""
    if _only_told(position):
        return "told, and not asked"
    if position["says"] == _NO_ANSWER and position["response"] is None:
        return "no answer yet"
    said: str = position["says_label"]
    return said


def _wary(position: Mapping[str, Any], stands: Mapping[str, Any]) -> str:
    """Whether they may be asked."""
    is_kept = position["asking"] == _NO and not_to_hear(stands, position["person"])
    return (NOT_TO_HEAR if is_kept else WARY.get(position["asking"], "")).strip()


def _able(position: Mapping[str, Any]) -> str:
    """What was found of them is read before anybody rings to ask them."""
    return "" if position["has_capacity"] else "(found not able to decide this)"


def _left_out(position: Mapping[str, Any], outcome: str) -> str:
    """That of one who may not be, and says no, the agency is told nothing."""
    is_left_out = position["says"] == _NO and position["decides"] and outcome == _DECIDED
    return _LEFT_OUT if position["asking"] in WARY and is_left_out else ""


def reported(response: str | None, stands: Mapping[str, Any]) -> str:
    """That it is the referrer's word, and whose that is; or that nobody on this file heard it."""
    said = next((one for one in stands["responses"] if one["id"] == response), None)
    if said is not None and said["method"] == ON_ANOTHER_FILE:
        return "They said it on another file of the authority."
    if said is None or said["method"] != BY_REFERRER:
        return ""
    who = next((referrer(e) for e in stands["enquiries"] if e["id"] == said["enquiry"]), None)
    return f"The referrer reported it{f': {who}' if who else ''}."


#: Why one person's answer is a no, of whoever it is: a child, a carer and an adult asked about
#: themselves hold no parental responsibility.
_THEIR_NO: Final[Mapping[str, str]] = {
    "REFUSED": "",
    "WITHDRAWN": "They took back any agreement to this.",
    "EXCLUDED": "They agreed, but said no to this part.",
}


_OF_AN_ADULT: Final = (
    "They do not decide this: it is an adult’s own, and a child was chosen. Of the child choose a "
    "child’s kind, such as the child’s health."
)
_FOUND_ABLE: Final = (
    "They do not decide this: that they can decide is recorded for another purpose, or waits for a "
    "manager."
)
_NOT_CONFIRMED: Final = "They do not decide this: a manager did not confirm that they can decide."


def _decides_not(
    position: Mapping[str, Any], item: Mapping[str, Any], stands: Mapping[str, Any]
) -> str:
    """Of whoever said something, that it does not count for this: a yes of theirs, from before that
    was so, reads like one that does.
    """
    person, status, subject = position["person"], position["pr_status"], item["subject"]
    if position["decides"] or position["says"] not in (_YES, _NO):
        return ""
    if any(one["person"] == subject and one["decides"] for one in item["positions"]):
        is_adult = not any(child["id"] == subject for child in stands["children"])
        return f"They do not decide this: the {'adult' if is_adult else 'young person'} does."
    if person == subject and item["category"] in OWN_TO_AN_ADULT:
        return _OF_AN_ADULT
    said = [one for one in stands["known"]["competence"] if one["child"] == person][-1:]
    if person == subject and any(one["status"] == "COMPETENT" for one in said):
        return _NOT_CONFIRMED if any(map(said_no_to, said)) else _FOUND_ABLE
    if person == subject or status is None or status in DECIDING_PR:
        # That they hold it is no reason: it is not theirs before a birth, or beside an order.
        return "They do not decide this."
    since = [
        f", since {day(datetime.fromisoformat(link['since']))}"
        for child in stands["children"]
        for link in child["caregivers"]
        # What stands now may have come after the answer.
        if (child["id"], link["person"], link["pr_status"]) == (subject, person, status)
        and datetime.fromisoformat(link["since"]) > ALWAYS
    ]
    return f"They do not decide this: {lower_first(label('pr_statuses', status))}{''.join(since)}."


def _why(position: Mapping[str, Any], near: Mapping[str, Mapping[str, Any]]) -> str:
    code = position["reason"]
    if code is None or is_elsewhere(position, near):
        return ""
    if _said_no_before(position):
        return _ASK_AGAIN
    why = _THEIR_NO[code] if code in _THEIR_NO else label("reasons", code)
    if not position["told_at"]:
        return why
    told = f"They were told of this on {day(datetime.fromisoformat(position['told_at']))}."
    return told if _only_told(position) else f"{why} {told}"


#: Nobody has said anything of an answer of theirs.
_UNHEARD: Final = frozenset({"NOT_ASKED", "NOT_ANSWERED"})


def _only_told(position: Mapping[str, Any]) -> bool:
    """Of whoever agreed to something else, or of whom a referrer said what they answer, that is
    said as well.
    """
    is_unheard = position["response"] is None and position["reason"] in _UNHEARD
    return is_unheard and position["told_at"] is not None


def _said_no_before(position: Mapping[str, Any]) -> bool:
    """In an enquiry that has ended, or in another."""
    return position["reason"] == "NOT_ANSWERED" and position["response"] is not None


def who_is(names: Mapping[str, str], person: str, role: str | None) -> tuple[str, str]:
    """What they are to the child, and their name. A placeholder has none, whatever was typed."""
    name = name_in(names, person)
    relation = "" if role is None else label("roles", role)
    if role == PLACEHOLDER:
        return (relation, "")
    # The council is called what it is.
    return ("" if relation == name else relation, name)


def name_in(names: Mapping[str, str], person: str) -> str:
    return names.get(person, "somebody")
