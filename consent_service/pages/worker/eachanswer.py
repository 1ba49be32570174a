"""Several answers on one page, a line for each; or one that stands on no page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from flask import Response

from ..frame import Visit, show
from ..helpnow import help_asked_here
from ..offering import Offer, offered
from ..shownagain import at_once
from .aboutdue import due_of
from .eachitem import MARKS, items_of, names_in, said_once

#: What is said of each of several answers, as it is.
_SAID: Final = ("outcome", "headline", "helper", "next", "agency_words")
_SHARE_NOW: Final = "SHARE_NOW"
#: What says nothing of what is agreed.
NO_ANSWER: Final = frozenset({_SHARE_NOW, "UNAVAILABLE"})


def answered_now(visit: Visit, answer: Mapping[str, Any], file: str) -> Response:
    """The answer to the first question of a referral that stands on no page of its own: whoever
    said that a child is at risk now reads what that is answered, and not where to check.
    """
    return at_once(each_answer(visit, [answer], taken_in=file))


def each_answer(
    visit: Visit,
    answers: Sequence[Mapping[str, Any]],
    *,
    is_kept: bool = False,
    stands: Mapping[str, Any] | None = None,
    taken_in: str | None = None,
) -> Response:
    """A line for each, with its reasons. Where one cannot be relied on, how to share now comes
    first. Who stands where is read of a family that stands open. `taken_in` is the file of a
    referral that was recorded with the question.
    """
    cannot = [one for one in answers if one["outcome"] in NO_ANSWER]
    file = taken_in or visit.path["file"]
    return show(
        visit,
        "answers.html",
        "What is agreed" if len(answers) > 1 else answers[0]["headline"].rstrip("."),
        is_family=False,
        is_wide=True,
        file=file,
        taken_in=taken_in is not None,
        share_now=cannot[0]["share_now"]["text"] if cannot else None,
        shared=list(_write_it_down(visit, cannot, file)),
        is_kept=is_kept,
        help_asked=help_asked_here(stands, answers, file),
        answers=_each_once(
            _headline(one)
            | ({"place": None} if is_kept else {})
            | _who_stands_where(visit, one, stands)
            for one in answers
        ),
    )


def _each_once(answers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is the same of several stands once, with the first: what is to be read before, and why
    somebody has not answered. What to do next is left out only where it is the same right above:
    behind another answer "the same" would be that one's.
    """
    told: set[Any] = set()
    found = []
    just_before = None
    for one in answers:
        to_do = one["helper"], one["next"]
        due = [due for due in one["due"] if (due["code"], due["who"], due["with"]) not in told]
        found.append(one | {"is_as_above": to_do == just_before, "due": due})
        just_before = to_do
        told |= {(due["code"], due["who"], due["with"]) for due in due}
        for item in one["of_each"]:
            said_once(item, told)
    return found


def _write_it_down(
    visit: Visit, answers: Sequence[Mapping[str, Any]], file: str
) -> Iterator[Offer]:
    """Whoever comes back from the telephone goes on from here: what was asked is filled in."""
    for one in answers:
        if one["outcome"] == _SHARE_NOW:
            used = one["share_now"]["used"]
            words = "I have shared it: write it down"
            yield from offered(visit, "recordShareNow", words, file=file, share_now=used)


def _who_stands_where(
    visit: Visit, answer: Mapping[str, Any], stands: Mapping[str, Any] | None
) -> dict[str, Any]:
    if stands is None:
        return {"of_each": (), "due": ()}
    names = names_in(answer, stands)
    return {
        "of_each": items_of(answer, names, stands),
        "due": list(due_of(visit, {**answer, "people": names}, stands)),
    }


def _headline(answer: Mapping[str, Any]) -> dict[str, Any]:
    stands_here = answer["ledger"] and answer["outcome"] not in NO_ANSWER
    return {
        "place": answer["ledger"]["seq"] if stands_here else None,
        "agency": answer["asked"]["agency_words"] if "asked" in answer else None,
        "beforehand": answer["beforehand"] if "asked" in answer else [],
        "mark": MARKS[answer["outcome"]],
        "why": [(one["code"], one["label"]) for one in answer["reasons"]],
        **{name: answer[name] for name in _SAID},
        "write_down": answer.get("write_down"),
    }
