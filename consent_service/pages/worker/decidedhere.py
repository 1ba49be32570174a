"""What managers decided about a family, or were asked to, for whoever works with it: what only its
maker can find is asked for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...domain.codes import label
from ...domain.scope import ANY
from ...domain.words.naming import listed, lower_first
from ..agencies import about_what
from ..called import names_on
from ..heard import in_words_not_shared
from ..turnson import conference_in_words, newest_conferences, why_no_more
from .asked import MAY_GO_AHEAD

#: By this reason no parent is told.
_YOUNG_PERSONS_WISH: Final = "COMPETENT_YP_DOES_NOT_WANT_PARENT_TOLD"


def decided_here(stands: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What holds, what was decided not to be shared for now, and what waits to be decided."""
    names = names_on(stands)
    for one in stands["authorisations"]:
        yield {
            "what": label("authorisation_kinds", one["kind"]),
            "about": about_what(one["scope"], names),
            "at": one["decided_at"],
            # Whoever reads until when it was made for would go by it.
            "until": None if one["over_since"] else one["end"],
            "why": _check_again(why_no_more(one, names)),
            "kept": _kept(one, names),
            "seq": one["seq"],
        }
    yield from (_not_shared(one, names) for one in _standing(stands))
    for one in newest_conferences(stands):
        yield {
            "what": conference_in_words(one),
            "about": f"About {listed([names.get(id, 'somebody') for id in one['children']])}",
            "at": one["at"],
            "until": None,
            "why": one["reason"],
            "kept": "",
            "seq": one["seq"],
        }
    for one in stands["decision_requests"]:
        if not one["decided"]:
            yield {
                "what": "Asked, and not decided yet",
                "about": about_what(one["scope"], names),
                "at": one["at"],
                "until": None,
                "why": one["why"],
                "kept": "",
                "seq": None,
            }


def not_to_share_now(
    stands: Mapping[str, Any], answer: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """What a manager decided not to share for now of what may not go ahead by this answer."""
    names = names_on(stands)
    left = [one for one in answer["items"] if one["outcome"] not in MAY_GO_AHEAD]
    for one in _standing(stands) if left else ():
        scope = one["scope"]
        kinds = {agency["type"] for agency in scope["agencies"]}
        if not kinds & {ANY, answer["asked"]["agency"]["type"]}:
            continue
        if any(
            {ANY, item["subject"]} & {*scope["subjects"]}
            and {ANY, item["category"]} & {*scope["categories"]}
            for item in left
        ):
            yield _not_shared(one, names)


def kept_now(stands: Mapping[str, Any], about: Iterable[str]) -> Iterator[dict[str, Any]]:
    """What was decided about these and is kept from their family: whoever speaks to them is to
    know, and may be sent to nobody while it holds.
    """
    names, asked = names_on(stands), {*about}
    parents = {
        child["id"]: {one["person"] for one in child["caregivers"]} for child in stands["children"]
    }
    carers = set[str]().union(*(parents.get(one, ()) for one in asked))
    for one in stands["authorisations"]:
        about = parents if ANY in one["scope"]["subjects"] else one["scope"]["subjects"]
        kept = _kept(one, names)
        if kept and any(asked & {child} or carers & parents.get(child, set()) for child in about):
            yield {
                "what": label("authorisation_kinds", one["kind"]),
                "about": about_what(one["scope"], names),
                "at": one["decided_at"],
                "kept": kept,
                "seq": one["seq"],
            }


def _check_again(why: str) -> str:
    return f"{why}. Check again" if why else ""


def _kept(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """From whom a decision is kept, and what that means for whoever would speak to them."""
    telling = one["telling"] or {"status": None, "not_safe_for": ()}
    named = [names.get(who, "somebody") for who in telling["not_safe_for"]]
    if _YOUNG_PERSONS_WISH in one["why"]["reason_codes"]:
        return (
            "No parent is to know of it: the young person does not want that. Say nothing of it "
            "when you speak to them."
        )
    if telling["status"] == "NOT_SAFE" or not one["safe_to_tell"]:
        whom = "Nobody of the family is to know of it: it is not safe."
        if named:
            whom = f"{whom} {listed(named)} must not know of it; nobody has said that others may."
    elif named:
        whom = f"{listed(named)} must not know of it."
    else:
        return ""
    return f"{whom} Ask a manager before you speak to them, about anything, while it holds."


def _standing(stands: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Decisions not to share that nobody has struck."""
    for one in stands["not_share"]:
        if one["corrected"] is None or one["corrected"]["stands"]:
            yield one


def _not_shared(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    what, why = in_words_not_shared(one)
    return {
        "what": what,
        "about": about_what(one["scope"], names),
        "at": one["effective_at"],
        "until": None,
        "why": why,
        "kept": "",
        "seq": one["seq"],
    }


def _kind(code: str) -> str:
    return lower_first(label("categories", code))
