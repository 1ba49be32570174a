"""How a family stood, from what operations reply, for the page of what staff saw. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any, Final

from ...domain.codes import label
from ...domain.file.pseudonyms import NOT_SHOWN
from ...domain.lifting.written import ONLINE
from ...domain.recorded.askedfirst import not_share_in_words
from ...domain.words.naming import lower_first
from ..agencies import agency_alone
from ..ages import DIED, years_old
from ..called import by_whom
from ..turnson import DID
from ..unconfirmed import beside
from ..worker.eachitem import MARKS
from .sampling import reason_in_words

#: What whoever decided wrote to whoever asked, beside the reasons.
_WORDS_BACK: Final = "to_whoever_asked"


def child(one: Mapping[str, Any], names: Mapping[str, str], died: Container[str]) -> dict[str, Any]:
    """How old they were, or that they had died; and whose child."""
    return {
        "names": one["names"],
        "age": DIED if one["id"] in died else years_old(one),
        "carers": [
            beside(
                f"{names.get(carer['person'], 'Somebody')}, "
                f"{lower_first(label('roles', carer['role']))}: "
                f"{lower_first(label('pr_statuses', carer['pr_status']))}",
                carer,
            )
            for carer in one["caregivers"]
        ],
    }


def decided(one: Mapping[str, Any], staff: Mapping[str, str]) -> dict[str, Any]:
    """A decision in force then, its reasons and, once names are shown, the manager's own words."""
    kind, every = one.get("kind"), one["why"]["reason_codes"]
    said = {**(one["why"]["rationale"] or {}), _WORDS_BACK: one.get(_WORDS_BACK)}
    return {
        "seq": one["seq"],
        "what": label("authorisation_kinds", kind) if kind else not_share_in_words(every),
        "by": staff.get(one.get("decided_by") or "", None),
        "at": one.get("decided_at") or one["effective_at"],
        "with": ", ".join(map(agency_alone, one["scope"]["agencies"])) or "Any service",
        "until": one.get("end"),
        "reasons": [reason_in_words(code) for code in every],
        "words": [
            (name.replace("_", " ").capitalize(), words)
            for name, words in said.items()
            if words and words != NOT_SHOWN
        ],
    }


def asked(stands: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Each adult, and each young person who was asked or said something, or may decide: whether
    they had been asked, and what they had said.
    """
    for adult in stands["adults"]:
        yield _asked(adult, stands, names)
    for child in stands["children"]:
        of_child = _asked(child, stands, names)
        if of_child["talks"] or of_child["said"] or child["decides_alone"]:
            yield of_child


def _asked(
    person: Mapping[str, Any], stands: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, Any]:
    every = [one for one in stands["conversations"] if one["person"] == person["id"]]
    talks = [one for one in every if one["method"] not in ONLINE]
    said = [one for one in stands["responses"] if one["person"] == person["id"]]
    return {
        "names": names.get(person["id"], person["names"]),
        "asking": person["asking"],
        "not_to_hear": person["only_not_to_hear"],
        "talks": [(one["effective_at"], label("methods", one["method"])) for one in talks],
        "said": [
            {
                "status": label("shown_statuses", one["status"]),
                "with": ", ".join(map(agency_alone, one["scope"]["agencies"])) or "Any service",
                "about": ", ".join(names.get(i, "somebody") for i in one["scope"]["subjects"]),
                "at": one["effective_at"],
                "until": one["expires_at"],
                "words": one["words"] if one["words"] != NOT_SHOWN else None,
            }
            for one in said
        ],
    }


def check(seq: int, found: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked, what they read, and whether the rules say the same again."""
    asked, by = found["asked"], found["asked_by"]
    return {
        "seq": seq,
        "at": found["at"],
        "by": by_whom(by, found["staff"]),
        "agency": found["asked"]["agency_words"],
        "about": ", ".join(found["people"].get(one, "somebody") for one in asked["subjects"]),
        "what": ", ".join(lower_first(label("categories", one)) for one in asked["categories"]),
        "mark": MARKS[found["outcome"]],
        "headline": found["headline"],
        "outcome": found["outcome"],
        "reasons": [(one["code"], one["label"]) for one in found["reasons"]],
        "words": found["agency_words"],
        "same_again": found["same_again"],
    }


def words(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What went out, to whom, about whom and on which basis."""
    return {
        "seq": one["seq"],
        "did": DID[one["direction"]],
        "agency": agency_alone(one["agency"]),
        "at": one["at"],
        "about": ", ".join(names.get(subject, "somebody") for subject in one["subjects"]),
        "basis": label("disclosure_bases", one["basis"]),
        "words": one["words_sent"] if one["words_sent"] != NOT_SHOWN else None,
    }
