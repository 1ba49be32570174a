"""Who may not read a record is told by code what who may is told; the words alone are not shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.api.asking_own import father_of, mother_of
from tests.api.running import Family, Running, agree
from tests.api.test_what_settles_a_doubt import DOUBTS, agreed
from tests.api.test_words_read import asked_not_to_be_contacted

MINUTE: Final = timedelta(minutes=1)
#: A code, an id or a time, or a number: whatever is no sentence.
_NO_SENTENCE: Final = re.compile(r"\S*")
#: What stands in some of these families, as it was typed; and who they are.
_TYPED: Final = re.compile(
    r"Ann Example|Bo Example|\bNg\b|hits|husband|January|voices|made me say|leave Bo|Nie\b"
    r"|mówcie|psychotic|anybody about|threatened"
)
Makes = Callable[[Running, Family], None]


def says(words: str) -> Makes:
    def make(service: Running, family: Family) -> None:
        talk = family.conversation(family.agreement(), parent_words=words, not_a_no=True)
        service.record(f"{family.path}/conversations", talk)

    return make


def wishes(words: str, **said: Any) -> Makes:
    def make(service: Running, family: Family) -> None:
        wish = {"child": family.child, "words": words, "heard_by": "Zz", **said}
        service.record(f"{family.path}/wishes", wish)

    return make


def writes(words: str, who: Any = mother_of) -> Makes:
    def make(service: Running, family: Family) -> None:
        asked = {"wants": "SPEAK_TO_SOMEBODY", "words": words}
        who(service, family).receipt("requests", asked)

    return make


def referred(worry: str) -> Makes:
    def make(service: Running, family: Family) -> None:
        sent = {"rating": "RED", "worry": worry, "referrer_words": "Her mum says no to it."}
        service.record(f"{family.path}/enquiries", sent)

    return make


def doubted(doubt: str) -> Makes:
    def make(service: Running, family: Family) -> None:
        agreed(service, family, doubt)

    return make


def asked_for_none(service: Running, family: Family) -> None:
    asked_not_to_be_contacted(service, family)


def rung(service: Running, family: Family) -> None:
    made = {"person": family.mother, "enquiry": family.enquiry, "method": "CALL"}
    words = "She told me he threatened her, and she does not want this."
    service.record(f"{family.path}/contacts-made", {**made, "words": words})


def in_our_own_words(service: Running, family: Family) -> None:
    talk = family.conversation(responses=[], parent_words="Ask them. Speak to this person.")
    talk |= {"notice_given_how": "HEALTH_VISITOR", "privacy_notice_version": "GP"}
    service.record(f"{family.path}/conversations", talk)


FAMILIES: Final[dict[str, Makes]] = {
    **{doubt: doubted(doubt) for doubt in DOUBTS},
    "harm": says("he hits me and the kids are scared of him"),
    "a service left out": says("not the health visitor mind"),
    "a wish": wishes("I dont want you to ask anybody about us"),
    "an objection": wishes("no", objects=True),
    "a fear": wishes("dont tell dad, he hits us"),
    "a request": writes("please stop all this, I said no"),
    "help": writes("He hits me. Please do not tell him."),
    "foreign": writes("Proszę nie mówcie mu."),
    "the father's": writes("I dont agree to it", father_of),
    "a referral": referred("Dad hits the child. Ann Example is psychotic."),
    "no contact": asked_for_none,
    "a call": rung,
    "our own words": in_our_own_words,
}


def codes_in(shown: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Whatever is no sentence, with where it stands; of what is a sentence that there is one."""
    if isinstance(shown, dict):
        for name, one in shown.items():
            if name not in ("ledger", "receipt", "at", "people", "since", "entries"):
                yield from codes_in(one, f"{path}/{name}")
    elif isinstance(shown, list):
        yield path, len(shown)
        for place, one in enumerate(shown):
            yield from codes_in(one, f"{path}/{place}")
    elif not isinstance(shown, str) or (_NO_SENTENCE.fullmatch(shown) and shown not in WORDS):
        yield path, shown
    else:
        yield path, "a sentence"


#: Words that somebody typed which are one word.
WORDS: Final = {"no", "Nie"}


@pytest.mark.parametrize("name", FAMILIES)
def test_the_codes_of_an_answer_are_those_of_the_whole_record(
    service: Running, family: Family, name: str
) -> None:
    """Of a file without words nothing read as harm: who may not read it was sent to ring him."""
    service.clock.now += MINUTE
    if name not in DOUBTS:
        agree(service, family)
        service.clock.now += MINUTE
    FAMILIES[name](service, family)
    kept = {"file": family.file, "staff": "worker-1", "reason": "Her mother works next door."}
    service.record("/v1/restrictions", kept, "MASH_MANAGER")
    service.clock.now += MINUTE
    whole = service.check(family.file, family.question(), subject="worker-1")
    shown = service.check(family.file, family.question(), subject="worker-2")
    assert dict(codes_in(shown)) == dict(codes_in(whole))
    assert shown["headline"] == whole["headline"]
    assert _TYPED.findall(str(shown)) == []
    assert set(shown["people"]) == set(whole["people"])
    # What to do is said all the same, to whatever it is like that somebody typed.
    assert "Not shown." not in f"{shown['next']} {shown['agency_words']}"


@pytest.mark.parametrize("name", ["harm", "a fear", "PRESSED", "MAY_BE_A_NO"])
def test_so_are_those_of_what_is_noticed(service: Running, family: Family, name: str) -> None:
    service.clock.now += MINUTE
    FAMILIES[name](service, family)
    kept = {"file": family.file, "staff": "worker-1", "reason": "Her mother works next door."}
    service.record("/v1/restrictions", kept, "MASH_MANAGER")
    told = []
    for subject in ("worker-1", "worker-2"):
        service.clock.now += MINUTE
        talk = family.conversation(family.agreement(), person=family.father, dry_run=True)
        reply = service.record(f"{family.path}/conversations", talk, subject=subject)
        told.append(reply["notices"])
        if subject == "worker-2":
            assert _TYPED.findall(str(reply)) == []
    assert [one["code"] for one in told[1]] == [one["code"] for one in told[0]]
