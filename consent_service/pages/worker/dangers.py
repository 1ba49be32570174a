"""What was written down of danger, for whoever is about to ring: to whom, from whom, in which
words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ...domain.codes import label
from ...domain.words.naming import day, listed, lower_first
from ..called import asking_of, councils, names_on, not_to_hear, other_ids, stand_for_nobody
from ..died import died_on
from ..quoted import each_quoted
from ..unconfirmed import holds

#: By this code a sign says no more than that there is one.
_NO_MORE: Final = "NOT_SAFE"
#: In place of an answer: that they were not asked. And that it was found to be an error.
_UNSAFE: Final = "NOT_ASKED_UNSAFE"
_STRUCK: Final = "CORRECTED"
#: By this code somebody is said to have harmed somebody.
_HARMED: Final = "ALLEGED_ABUSER"
_UNSAID_WHICH: Final = (
    "Said to have harmed somebody, or to be whom somebody harmed: nobody has said which"
)
#: Of whom it is that sign, or that nobody knows whom it is safe to ask about them, is nobody whom
#: it is not safe to ask: they are in danger.
_NOT_KNOWN: Final = "NOT_KNOWN"
_SAYS_NO_MORE: Final = frozenset({_NO_MORE, _NOT_KNOWN})
#: A sign of another file is of this one because somebody said that the two are one person.
_CONFIRMED: Final = "CONFIRMED"
_SAID_TO_BE_ONE: Final = (
    " (one of us said that they are the same person: if you doubt it, say that they are two)"
)
_NOT_TO_HEAR: Final = "must not hear of what was said by or of {who}"
_MUST_NOT_HEAR: Final = f"{_NOT_TO_HEAR}, or may be a danger to {{who}}"


#: By whether it is safe to ask them.
_FROM_YOU: Final[Mapping[str, str]] = {
    "NO": "{} must not hear of this from you",
    "NOT_KNOWN": "Nobody knows whether it is safe that {} hears of this: not from you, before a "
    "manager has decided",
}


def dangers_of(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """Each sign that is about somebody or names them, the newest first; why it was said that it is
    not safe to ask them, for as long as it is not: that somebody typed otherwise may wait; and who
    of their name is not safe, and may be they.
    """
    names, known = names_on(stands), stands["known"]
    for one in reversed(known["signs"]):
        named = [names.get(who, "somebody") for who in one["names"]]
        if person in one["names"]:
            yield _named_in(stands, one, person, names) + _lifted(stands, person, one["seq"])
        elif person == one["person"] and _is_unsaid_which(stands, one):
            yield _said(_UNSAID_WHICH, "", one["at"], one["note"]) + _lifted(
                stands, person, one["seq"]
            )
        elif person == one["person"] and _is_not_to_hear(one):
            yield from _who_is_not_to_hear(one, names)
        elif person == one["person"]:
            by = f" from {listed(named)}" if named else _from_whom(one)
            # Of nobody here is it not known whether it is safe to ask them.
            code = "" if one["none_of"] else one["code"]
            yield _said(f"A sign of danger to them{by}", code, one["at"], one["note"])
    said = [one for one in known["safety"] if one["person"] == person]
    unsafe = [one for one in said if not one["safe_to_ask"]]
    if unsafe and asking_of(stands, person) != "YES":
        last = unsafe[-1]
        yield _said("Recorded as not safe to ask", "", last["at"], last["reason"]) + _lifted(
            stands, person, last["seq"]
        )
    yield from _not_asked(stands, person)
    yield from _words(stands, person)
    yield from _harmless(stands, person)
    yield from _injuries(stands, person, names)
    yield from _signs_that_name_nobody(stands, person, names)
    yield from _wishes_that_name_nobody(stands, person)
    feared, waits = of_their_name(stands, person), said_to_be_two(stands, person)
    refused = _refused_as_two(stands, person)
    nobody = [names.get(other, "somebody") for other in feared if other not in {*waits, *refused}]
    if nobody:
        yield (
            f"It is not known to be safe to ask {listed(nobody)}, and nobody has said whether that "
            "is this person or somebody else of that name, or one like it"
        )
    for other in feared:
        if other in waits:
            yield _said_as_two(stands, person, other, names.get(other, "somebody"))
        elif other in refused:
            yield (
                f"It is not known to be safe to ask {names.get(other, 'somebody')}. It was said "
                "that they are two people, and a manager did not confirm it: until somebody finds "
                "out whether they are, nobody asks or tells this person"
            )


def others_not_to_hear(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """Who else of the family must not hear of it, by name, for whoever talks to one of them: what
    is said to one of a family is soon heard by the others.
    """
    names, nobody = names_on(stands), {*stand_for_nobody(stands), *died_on(stands), person}
    nobody |= councils(stands)
    every = (*stands["adults"], *stands["children"])
    others = [one for one in every if nobody.isdisjoint((one["id"], *other_ids(one)))]
    for asking, words in _FROM_YOU.items():
        if of := [names[one["id"]] for one in others if one["asking"] == asking]:
            yield words.format(listed(list(dict.fromkeys(of))))


def _who_is_not_to_hear(sign: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    """Those of them of whom no more was said, and those who may be a danger as well."""
    only = sign["only_not_to_hear"] or ()
    for said, is_only in ((_MUST_NOT_HEAR, False), (_NOT_TO_HEAR, True)):
        if who := [names.get(o, "somebody") for o in sign["names"] if (o in only) == is_only]:
            yield _said(f"{listed(who)} {said.format(who='them')}", "", sign["at"], None)


def _is_unsaid_which(stands: Mapping[str, Any], sign: Mapping[str, Any]) -> bool:
    """An adult stands alone beside that somebody harmed somebody: they may be the one or the other,
    and are called neither.
    """
    is_adult = any(one["id"] == sign["person"] for one in stands["adults"])
    return is_adult and sign["code"] == _HARMED and not sign["names"]


def _is_not_to_hear(sign: Mapping[str, Any]) -> bool:
    """Whoever wrote words down was asked who must not hear of them, and named somebody."""
    is_so = sign["code"] == _NOT_KNOWN and sign["matched"] is None
    return is_so and bool(sign["names"])


def _named_in(
    stands: Mapping[str, Any], one: Mapping[str, Any], person: str, names: Mapping[str, str]
) -> str:
    """That they may be a danger to somebody; or, as another file tells it of themself, why nobody
    there asks them.
    """
    if _is_not_to_hear(one) and person != one["person"]:
        by = stands["staff"].get(one["by"], "somebody")
        said = _NOT_TO_HEAR if person in (one["only_not_to_hear"] or ()) else _MUST_NOT_HEAR
        what = said.format(who=names.get(one["person"], "somebody"))
        return _said(f"Named by {by}: this person {what}", "", one["at"], one["note"])
    if one["person"] == person and one["matched"] is None:
        return _said("Named as a danger", one["code"], one["at"], one["note"])
    if one["person"] == person:
        known = f"Known from another file: {lower_first(label('signs', one['code']))}"
        by_a_word = _SAID_TO_BE_ONE if one["matched"] == _CONFIRMED else ""
        return _said(known, "", one["at"], one["note"]) + by_a_word
    who = names.get(one["person"], "somebody")
    return _said(f"Named in a sign of danger to {who}", one["code"], one["at"], one["note"])


def _lifted(stands: Mapping[str, Any], person: str, seq: int) -> str:
    """That a manager lifted it, and when; nothing while it counts. Of who may be two nobody can
    tell here by which entry of the other they are not safe.
    """
    every = [*stands["adults"], *stands["children"]]
    one = next((one for one in every if one["id"] == person), None)
    if one is None or one["also"] or seq in one["asking_by"]:
        return ""
    since = [
        said
        for said in stands["known"]["safety"]
        if said["person"] == person and said["safe_to_ask"] and said["seq"] > seq and holds(said)
    ]
    if not since:
        return ""
    if all(said["by_telephone"] for said in since):
        return (
            ". Lifted by telephone: no manager has confirmed yet that it is safe to ask them, "
            f"{_on(since[-1]['at'])}. No code and no letter goes to them before that"
        )
    return (
        f". Lifted: a manager said or confirmed that it is safe to ask them, {_on(since[-1]['at'])}"
    )


def _signs_that_name_nobody(
    stands: Mapping[str, Any], person: str, names: Mapping[str, str]
) -> Iterator[str]:
    """What was written down of somebody else, that may be because of them: whoever is afraid of one
    near them may say so of their own telephone, and so may be one whose telephone is not safe.
    """
    told: set[tuple[str, str]] = set()
    for adult in stands["adults"]:
        for one in adult["perhaps_because_of"] if adult["id"] == person else ():
            who = names.get(one["person"], "somebody")
            if one["person"] != person and (one["code"], who) not in told:
                told.add((one["code"], who))
                what = f"{label('signs', one['code'])}: {who}"
                if one["code"] in _SAYS_NO_MORE:
                    what = f"A sign of danger to {who}"
                said = _said(what, "", one["at"], note := _note_of(stands, one))
                # Whoever reads the words may know: what nobody has done is to choose.
                of_whom = "Nobody has chosen" if note else "Nothing says"
                yield (
                    f"{said}. {of_whom} because of whom, and it may be because of this person. If "
                    "it is not, a manager says that they are safe to ask"
                )


def _note_of(stands: Mapping[str, Any], because: Mapping[str, Any]) -> str | None:
    """In which words it was written down, where it was a sign."""
    wanted = (because["person"], because["code"], because["at"])
    signs = (
        one["note"]
        for one in stands["known"]["signs"]
        if (one["person"], one["code"], one["at"]) == wanted and not one["names"]
    )
    return next(filter(None, signs), None)


def _not_asked(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """That somebody recorded in place of an answer that it was not safe to ask them, and why."""
    if asking_of(stands, person) == "YES":
        return
    for one in reversed(stands["responses"]):
        theirs = (one["person"], one["answer"]) == (person, _UNSAFE)
        if theirs and one["status"] != _STRUCK:
            yield _said("Not asked, since it was not safe", "", one["effective_at"], one["words"])


def _words(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """In which somebody may have told of harm, and that may mean them; not where all that they
    tell of them is that they are not to hear.
    """
    if not_to_hear(stands, person):
        return
    for one in reversed(stands["harm_told"]):
        if person in one["people"]:
            what = "Words that may tell of harm, and may mean them"
            said = _said(what, "", one["at"], None)
            told = f": {each_quoted(one['words'])}" if one["words"] else ""
            yield (
                f"{said}{told}. A manager reads them, and says whether it is safe to ask this "
                "person"
            )


def _harmless(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """What a manager read of words that would mean them, and found to mean nobody."""
    for one in reversed(stands["harmless"]):
        if person in one["people"]:
            told = f": {each_quoted(one['words'])}" if one["words"] else ""
            by = stands["staff"].get(one["by"], "A manager")
            yield (
                f"{_said('Words that may tell of harm', '', one['at'], None)}{told}. {by}, a "
                f"manager, read them on {_on(one['read_at'])} and found that they mean nobody of "
                f"the family: “{one['reason']}”"
            )


def _injuries(stands: Mapping[str, Any], person: str, names: Mapping[str, str]) -> Iterator[str]:
    """Of a child for whom they care, that nobody has explained."""
    for one in stands["injuries"]:
        if person in one["may_have_done_it"]:
            who = names.get(one["child"], "A child")
            yield (
                f"{who} was hurt, {_on(one['at'])}: “{one['words']}”, and nobody can say by whom. "
                "Any caregiver may have done it, and no manager has said that it is safe to ask "
                "this person"
            )


def _on(at: str) -> str:
    return day(datetime.fromisoformat(at))


def _from_whom(sign: Mapping[str, Any]) -> str:
    """Where it is somebody whom this file does not know."""
    if sign["none_of"]:
        return " from somebody who is none of those who were on this file"
    if sign["of_role"] is None:
        return ""
    return f" from their {lower_first(label('roles', sign['of_role']))}, known from another file"


def _wishes_that_name_nobody(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """A child wants it kept from somebody else, and this adult may be meant. What the child said
    stands elsewhere: whoever rings would have it before them.
    """
    if asking_of(stands, person) == "YES":
        return
    wishes = (one for one in reversed(stands["known"]["wishes"]) if person in one["may_mean"])
    for said in dict.fromkeys(day(datetime.fromisoformat(one["at"])) for one in wishes):
        yield (
            "A child asked that somebody else is not told, and it may be them. A manager says whom "
            f"it means, {said}"
        )


def kept_from(wish: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """By name: whom the child named, and whom a manager found that they mean."""
    said = (one["means"] for one in reversed(wish["weighed"]) if one["means"] is not None)
    meant: list[str] = next(said, [])
    every = dict.fromkeys((*wish["not_to_be_told"], *meant))
    return [names.get(one, "Somebody") for one in every]


def of_their_name(stands: Mapping[str, Any], person: str) -> list[str]:
    """Those of whom nobody has said that they are somebody else than this person, and who are not
    known to be safe to ask; none of somebody who is not safe themself, for whom the others are in
    doubt.
    """
    if asking_of(stands, person) != "NOT_KNOWN":
        return []
    alike = next((one["may_be_also"] for one in stands["adults"] if one["id"] == person), ())
    return [other for other in alike if asking_of(stands, other) != "YES"]


def said_to_be_two(stands: Mapping[str, Any], person: str) -> list[str]:
    """Those of one name of whom somebody said that they are somebody else, which waits for a
    manager.
    """
    found = (one["said_to_be_two"] for one in stands["adults"] if one["id"] == person)
    return list(next(found, ()))


def _refused_as_two(stands: Mapping[str, Any], person: str) -> list[str]:
    """Those of whom that was said, and a manager did not confirm it."""
    found = (one["refused_as_two"] for one in stands["adults"] if one["id"] == person)
    return list(next(found, ()))


def needs_saying(stands: Mapping[str, Any], person: str) -> bool:
    """Nobody has said yet of one of them, who is not known to be safe, whether they are one person
    or two.
    """
    return not set(of_their_name(stands, person)) <= set(said_to_be_two(stands, person))


def _said_as_two(stands: Mapping[str, Any], person: str, other: str, called: str) -> str:
    """Who said so, when and why; and that it does not count yet."""
    two = {person, other}
    every = [one for one in stands["known"]["told_apart"] if {one["person"], one["other"]} == two]
    said = "it was said"
    why = ""
    if every:
        by = stands["staff"].get(every[-1]["by"], "Somebody")
        said = f"{by} said on {day(datetime.fromisoformat(every[-1]['at']))}"
        why = f" (“{every[-1]['reason']}”)" if every[-1]["reason"] else ""
    return (
        f"It is not known to be safe to ask {called}. {said[:1].upper()}{said[1:]} that they are "
        f"two people{why}: a manager has yet to confirm it, and until then nobody asks or tells "
        "this person"
    )


def _said(words: str, code: str, at: str, note: str | None) -> str:
    kind = f" ({lower_first(label('signs', code))})" if code not in ("", _NO_MORE) else ""
    quoted = f": “{note}”" if note else ""
    return f"{words}{kind}, {day(datetime.fromisoformat(at))}{quoted}"
