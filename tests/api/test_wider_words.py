"""A stop whose words say more than what was chosen is whole, until they say otherwise."""

from __future__ import annotations

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.freetext.servicesinwords import say_more
from consent_service.domain.scopes.scope import Agency, Scope
from tests.api.running import Family, Running, agree

WIDER = [
    "stop everything with the school",
    "I don't want you talking to the school",
    "Stop all of it.",
    "Nobody is to be asked anything any more",
    "not the police, not the doctor",
    # Nothing of it goes on.
    "not happy with the school or the doctor",
    "I was ok with the school before",
    "the school still rings all the time, stop it",
    "happy for you to stop the school",
    "yes the school as well",
    "ok with the school only if I am there",
    "is the school ok with that?",
    "GP still ok, but everyone else stop",
]
#: What goes on is no part of what they stop.
GOES_ON = [
    "mum rang back, not happy for the doctor to be rung now. School still ok",
    "stop the GP. happy for school to carry on",
    "GP no, school yes",
    "not the doctor but the school is fine",
    "no GP please, everything else ok",
    "take the GP off. Yes to the health visitor",
]
NO_WIDER = [
    *GOES_ON,
    None,
    "",
    "Stop.",
    "not the GP",
    "everything with the doctor",
    "I changed my mind",
]


@pytest.mark.parametrize("words", WIDER)
def test_words_that_name_another_service_or_everything_say_more(words: str) -> None:
    assert say_more(words, Scope(agencies=(Agency("GP"),)))
    assert not say_more(words, Scope())


@pytest.mark.parametrize("words", NO_WIDER)
def test_words_that_say_what_was_chosen_or_nothing_of_it_do_not(words: str | None) -> None:
    assert not say_more(words, Scope(agencies=(Agency("GP"),)))


@pytest.mark.parametrize("of_type", [t for t in codes("agencies") if t != "GP"])
def test_each_type_by_its_own_words_is_another(of_type: str) -> None:
    own = codes("agencies")[of_type].attributes.get("words", ())
    assert isinstance(own, list | tuple)
    if of_type not in ("FAMILY_NETWORK", "OTHER_NAMED"):
        assert say_more(f"stop the {' '.join(map(str, own))}", Scope(agencies=(Agency("GP"),)))


@pytest.mark.parametrize(("words", "comes_to"), [(WIDER[0], "OBJECTION"), ("Stop.", "COVERED")])
def test_a_stop_is_as_wide_as_their_words(
    service: Running, family: Family, words: str, comes_to: str
) -> None:
    """They agreed about the GP's kind of service; the slip chose another."""
    agree(service, family)
    slip = {"agencies": [{"type": "POLICE"}]}
    stop = {"person": family.mother, "scope": slip, "words": words}
    told = service.record(f"{family.path}/withdrawals", stop)
    codes_said = [notice["code"] for notice in told["notices"]]
    assert ("WORDS_SAY_MORE" in codes_said) == (comes_to == "OBJECTION")
    assert service.check(family.file, family.question())["outcome"] == comes_to


def test_what_goes_on_by_their_own_words_goes_on(service: Running, family: Family) -> None:
    """ "GP still ok" stopped the GP, as the school was chosen and the GP stands in the words."""
    agree(service, family, scope=family.scope(agencies=[{"type": "GP"}, {"type": "SCHOOL"}]))
    stop = {
        "person": family.mother,
        "scope": {"agencies": [{"type": "SCHOOL"}]},
        "words": "mum rang back, not happy for sch to be rung now. GP still ok",
    }
    told = service.record(f"{family.path}/withdrawals", stop)
    assert "WORDS_SAY_MORE" not in [notice["code"] for notice in told["notices"]]
    for agency, outcome in (("GP", "COVERED"), ("SCHOOL", "OBJECTION")):
        question = family.question(agency={"type": agency})
        assert service.check(family.file, question)["outcome"] == outcome, agency
