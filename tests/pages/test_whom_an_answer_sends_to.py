"""An answer sends nobody to speak to somebody who is not safe to ask, or has died; and of nobody of
whom that is not known does it say less than their own page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from tests.api.running import Family, Running, add_family, text_of
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH
from tests.sweeping import each

_SPEAK: Final = "Speak to them all the same, of what they want."
_UNSAFE: Final = "It is not safe to ask them."
_NOT_KNOWN: Final = "It is not known whether it is safe to ask them. A manager decides."


def _not_safe(service: Running, family: Family, person: str) -> None:
    said = {"safe_to_ask": False, "code": "OTHER", "reason": "He tells them all."}
    service.record(f"{family.path}/safety", {"person": person, **said})


def _named_in_words(service: Running, family: Family, person: str) -> None:
    kept = {"must_not_hear": {"people": [person]}}
    talk = family.conversation(parent_words="He hits me.", **kept)
    talk["responses"] = []
    service.record(f"{family.path}/conversations", talk)


def _dead(service: Running, family: Family, person: str) -> None:
    when = text_of(service.clock.now)
    said = {"person": person, "source": "The hospital", "effective_at": when}
    service.record(f"{family.path}/deaths", said)


def _nothing(service: Running, family: Family, person: str) -> None:
    """It stays as it was."""


#: What is put on record of somebody.
_PUT_ON_RECORD: Final[Mapping[str, Callable[[Running, Family, str], None]]] = {
    "nothing": _nothing,
    "not safe": _not_safe,
    "must not hear": _named_in_words,
    "dead": _dead,
}
_WHO: Final = ("the young person", "the mother", "the father")


@each("what", of=[*_PUT_ON_RECORD])
@each("who", of=[*_WHO])
@each("when", of=["before", "since"])
def test_nobody_is_called_safe_on_an_answer_whose_own_page_does_not_say_so(
    what: str, who: str, when: str, made_up: Running
) -> None:
    """Of whom no part of an answer was worked out, it was said by default that they are safe: so a
    young person who was found unable, and was not safe to ask, was to be rung all the same.
    """
    family = add_family(made_up)
    body = {"names": "Idris Example", "dob": "2010-01-01"}
    idris = str(made_up.record(f"{family.path}/children", body)["id"])
    tie = {"child": idris, "pr_status": "YES", "pr_source": "MOTHER"}
    made_up.record(
        f"{family.path}/relationships", {**tie, "person": family.mother, "role": "MOTHER"}
    )
    unable = {"child": idris, "status": "NOT_COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", unable, "MASH_MANAGER")
    person = dict(zip(_WHO, (idris, family.mother, family.father), strict=True))[who]
    made_up.clock.now += timedelta(hours=1)
    if when == "before":
        _PUT_ON_RECORD[what](made_up, family, person)
        made_up.clock.now += timedelta(hours=1)
    asked = {**family.question(), "subjects": [idris, family.child]}
    seq = made_up.check(family.file, asked)["ledger"]["seq"]
    if when == "since":
        _PUT_ON_RECORD[what](made_up, family, person)
    text = someone(made_up).open(f"/files/{family.file}/checks/{seq}").text
    stands = made_up.get(family.path).get_json()
    dead = {one["person"] for one in stands["known"]["deaths"]}
    spoken = text.partition("Who we have spoken to")[2]
    assert spoken
    every: list[Any] = [*stands["adults"], *stands["children"]]
    theirs = [one for one in every if one["names"] in spoken and one["id"] not in dead]
    warned = [
        one["only_not_to_hear"] or {"NO": _UNSAFE, "NOT_KNOWN": _NOT_KNOWN}[one["asking"]]
        for one in theirs
        if one["asking"] != "YES"
    ]
    for words in warned:
        assert spoken.count(words) >= warned.count(words), words
    (young,) = (one for one in every if one["id"] == idris)
    assert young["names"] in spoken
    assert (_SPEAK in spoken) is (young["asking"] == "YES" and idris not in dead)
