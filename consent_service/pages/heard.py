"""What somebody of a family said to us, of what stands on their file: that somebody tried to reach
them, waits for them or was told by a referrer is no word of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from ..domain.codes import label
from ..domain.file.goingon import BY_REFERRER
from ..domain.file.whattheysaid import REACHED_BY
from ..domain.following.awaited import ENDS_WAITING
from ..domain.lifting.written import ONLINE
from ..domain.recorded.askedfirst import ASK_FIRST, not_share_in_words
from ..domain.recorded.joinedelsewhere import ON_ANOTHER_FILE
from ..domain.safety.heard import TOLD_NOTHING
from ..domain.said.contradicting import NOES
from ..domain.words.naming import listed, lower_first

TRIED: Final = "ASK_ATTEMPTED"
#: What an answer is about that lets somebody be asked or told.
_SHARING: Final = "SHARE_INFO"
#: A later answer of theirs stands in its place.
_REPLACED: Final = "REPLACED"


def answers(stands: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Their answers, each of their own."""
    return _ours([one for one in stands["responses"] if one["answer"] in REACHED_BY])


def noes_that_stand(stands: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Each answer that says no to sharing, or to some of it, in whichever enquiry, and that nothing
    they said since has lifted. Of these a check and whoever decides read the same.
    """
    return [
        one
        for one in answers(stands)
        if one["kind"] == _SHARING and not one["lifted"] and one["status"] != _REPLACED
        if one["answer"] in NOES or any(one["scope"]["exclusions"].values())
    ]


def own_words(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> str | None:
    """What they said with it, or in the talk in which they gave it. Whoever says a no again without
    a word has said why already: a second press takes nothing back.
    """
    words = _said_with(answer, stands)
    if words or answer["answer"] not in NOES:
        return words
    alike = ("person", "answer", "scope")
    before = [
        one
        for one in newest_first(answers(stands))
        if one["seq"] < answer["seq"] and all(one[name] == answer[name] for name in alike)
    ]
    return next(filter(None, (_said_with(one, stands) for one in before)), None)


def _said_with(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> str | None:
    words: str | None = answer["words"]
    if words:
        return words
    talk = answer["conversation"]
    in_it = [] if talk is None else [one for one in stands["conversations"] if one["id"] == talk]
    return next((one["parent_words"] for one in _ours(in_it)), None)


def talks(stands: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The talks with them."""
    return _ours(stands["conversations"])


def talks_and_answers(stands: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Both."""
    return [*talks(stands), *answers(stands)]


def spoken_to(stands: Mapping[str, Any], person: str, until: int | None = None) -> str | None:
    """When we last talked with them, whatever it was about; None where nobody has. Of what stood on
    record `until` a place in the ledger, if one is given.
    """
    return _last(stands, person, until, pressed=False)


def spoken_or_tried(
    stands: Mapping[str, Any], person: str, until: int | None = None
) -> dict[str, Any]:
    """The same, when they last pressed something on their own page, which is their word and no
    talk, or got in touch and were told nothing, and when somebody tried to reach them.
    """
    return {
        "at": spoken_to(stands, person, until),
        "online": _last(stands, person, until, pressed=True),
        "rang": _last(stands, person, until, pressed=False, told_nothing=True),
        "tried": tried(stands, person, until),
    }


def _last(
    stands: Mapping[str, Any],
    person: str,
    until: int | None,
    *,
    pressed: bool,
    told_nothing: bool = False,
) -> str | None:
    return max(
        (
            one["effective_at"]
            for one in talks_and_answers(stands)
            if one["person"] == person
            and _is_by(one, until)
            and is_pressed(one, stands) is pressed
            and _is_told_nothing(one) is told_nothing
        ),
        default=None,
    )


def _is_told_nothing(said: Mapping[str, Any]) -> bool:
    """They got in touch, and nothing was put to them: a talk in which nobody spoke to them."""
    return TOLD_NOTHING in said.get("modifiers", ()) and not said.get("explained")


def is_pressed(said: Mapping[str, Any], stands: Mapping[str, Any]) -> bool:
    """By a press on their own page, as the answer or the talk in which they gave it says."""
    talk = said.get("conversation")
    methods = {one["method"] for one in stands["conversations"] if one["id"] == talk}
    return not ONLINE.isdisjoint({said["method"], *methods})


def heard_elsewhere_alone(stands: Mapping[str, Any], person: str) -> bool:
    """All that they ever said to us they said on another file of the authority."""
    own = [one for one in talks_and_answers(stands) if one["person"] == person]
    return bool(own) and all(one["method"] == ON_ANOTHER_FILE for one in own)


def tried(stands: Mapping[str, Any], person: str, until: int | None = None) -> list[str]:
    """When somebody tried to reach them, the first first: that is an answer of nobody."""
    return sorted(
        one["effective_at"]
        for one in attempts(stands)
        if one["person"] == person and _is_by(one, until)
    )


def attempts(stands: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Each that was made to reach anybody."""
    return [one for one in stands["responses"] if one["answer"] == TRIED and not is_struck(one)]


def _is_by(said: Mapping[str, Any], until: int | None) -> bool:
    return until is None or said["seq"] <= until


def asked_and_not_answered(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """What somebody asked us for and wrote with it, of which nobody has talked with them yet: it is
    read before anybody does.
    """
    for one in stands["done"]["family_requests"]:
        if one["person"] == person and one["answered_at"] is None:
            wrote = f" They wrote: “{one['words']}”" if one["words"] else ""
            what = label("family_wants", one["wants"])
            yield f"{what}: they asked for it, and nobody has answered.{wrote}"


def newest_first(said: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """By when each was said. Of one moment, first what was written down last: two who talk to one
    person in the same minute may each write down another word.
    """
    return sorted(said, key=lambda one: (one["effective_at"], one["seq"]), reverse=True)


def in_words_not_shared(decision: Mapping[str, Any]) -> tuple[str, str]:
    """What a manager decided who let nothing go out for now, and why: whoever is sent back to ask
    reads what to do, and no refusal.
    """
    every = decision["why"]["reason_codes"]
    why, words = reasons_not_to_share(every), decision["to_whoever_asked"]
    because = ". ".join(filter(None, (why and lower_first(why), words and f"“{words}”")))
    return not_share_in_words(every), because


def reasons_not_to_share(every: Sequence[str]) -> str:
    """The reasons in words; none of what only sends somebody back to ask."""
    why = [label("not_share_reasons", one) for one in every if one != ASK_FIRST]
    return listed([why[0], *map(lower_first, why[1:])]) if why else ""


def reply_in_words(reply: Mapping[str, Any]) -> dict[str, Any]:
    """What an agency answered, in words; what is None has not come."""
    return {
        "came": reply["state"] and label("agency_outcomes", reply["state"]),
        "at": reply["at"],
        "because": reply["because"] and label("agency_reasons", reply["because"]),
        "words": reply["words"],
        "by": reply["reply_by"],
        "is_late": reply["overdue"],
        "is_awaited": reply["state"] not in ENDS_WAITING,
    }


def _ours(said: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Said to us, and not found to be an error: of that they said nothing."""
    return [one for one in said if one["method"] != BY_REFERRER and not is_struck(one)]


def is_struck(said: Mapping[str, Any]) -> bool:
    """It was an error; what waits for a manager, or was refused by one, stands."""
    return said["corrected"] is not None and not said["corrected"]["stands"]
