"""In whatever words a child asks that somebody is not told, they are heard."""

from __future__ import annotations

from consent_service.domain.freetext.confided import may_ask_not_to_tell
from consent_service.domain.freetext.tellsofharm import harms_in
from tests.sweeping import each

ASKS = (
    "don't want my friends or mum to know",
    "please don't tell my friends or my dad",
    "I don't want anyone to know",
    "Don't tell my mates. And don't tell mum",
    "Please don't tell Dave.",
    "please dont tell dave",
    "pls dnt tell dave",
    "PLEASE DO NOT TELL DAVE",
    "Please don’t tell my uncle Dave",
    "Dave must not know",
    "He isn't to know.",
    "Do not let Dave know I said this",
    "I don't want Dave to know",
    "without Dave knowing",
    "I don't want him told",
    "Dave can't find out",
    "no one tell dave",
    "don't say anything to dave",
    "Keep it from Dave",
    "It's a secret.",
    "keep this between us",
    "Peidiwch â dweud wrth Dave",
    "Paid dweud wrth Dave",
    "Dw i ddim eisiau i Dave wybod",
    "Mae'n gyfrinach",
    "Yes but not mum, she will go mad",
    "Not my dad.",
    "Yes. Not Dave, he'd go mad",
    "Don't let my teacher tell my dad",
    "Please don't let my friend tell Dad",
    "I don't want my friend to tell my mum",
    "I dont want the neighbours telling mum",
    "I don't want my friend's mum telling my dad",
    "I don't mind mum knowing but not Kurt, don't tell him",
    "doesnt want mum n dad told yet",
    "wants it kept private from parents",
    "wants it kept quiet",
    "told us in confidence",
    # A service that would tell the family, or somebody besides.
    "I dont want school knowing cos theyll ring my dad",
    "I dont want school knowing, mum will find out",
    "I dont want school knowing, they ring the house",
    "I dont want school knowing or anyone",
    "dont tell school, it gets back to people",
    "dont tell mum or school",
    "dont tell mum or teachers",
    "pls dont tell school or mum",
    "dont want school knowing. dont tell nan",
    "dont tell her, school rings her",
    "I dont want anyone knowing my business",
    "I dont want people knowing my business",
)
ASKS_NOT = (
    "I don't mind, mum can tell them",
    "Fine, just don't want my form tutor knowing I said it",
    "yeah but don't tell my mates",
    "Yeah that's fine, just don't want everyone in school to know",
    "I don't want my mates to know",
    "don't tell my friends",
    "Yes but not the whole class, I do not want the other kids at school to hear",
    "I don't want the neighbours to find out",
    # A service: no parent is held by it.
    "No. I dont want school knowing my business.",
    "I dont want school knowing",
    "dont tell school",
    "I don't want the GP to know",
    "dont want my head of year knowing",
    "Dont want social services knowing my business",
    "i dont want camhs to find out",
    "I don't know.",
    "Not the school.",
    "He shouts.",
    "I want to tell my mum",
    "Both my parents know",
    "I do not want you to talk to the school.",
    "No. She says it's fine",
    "The secretary at school is nice",
    "He is not my dad",
    "It is not mum's fault",
    "Kept in from play at school",
)


@each("words", of=ASKS)
def test_that_somebody_is_not_to_be_told_is_heard_in_a_childs_own_words(words: str) -> None:
    assert may_ask_not_to_tell(words)


@each("words", of=ASKS_NOT)
def test_what_asks_nothing_of_the_kind_is_not_taken_for_it(words: str) -> None:
    assert not may_ask_not_to_tell(words)


@each(
    "words",
    of=[
        "dont want his dad rung at work tho ring him after 5",
        "doesn't want dad contacted before Monday",
        "would prefer Dad not to be called on his mobile",
        "don't want my husband phoned during the day",
        "don't ring dad at work",
    ],
)
def test_where_and_when_somebody_is_rung_keeps_nothing_from_them(words: str) -> None:
    """A father was not to be rung at work, and then not at all."""
    assert list(harms_in(words)) == []
    assert list(harms_in("dont want his dad rung, he'd go mad"))


@each(
    "words",
    of=[
        "I don't want Dad contacted about this",
        "She does not want her dad contacted at all",
        "Dad must not be contacted about this referral",
        "I do not want my mum contacted for any reason",
        "Please do not ring dad at all",
        "Never contact dad about this",
        "don't ring dad today, he'd go mad",
        "would prefer Dad not to be called unless he has to",
    ],
)
def test_that_somebody_is_rung_of_nothing_is_heard(words: str) -> None:
    """What stood behind it was taken for a place or a time."""
    assert [one.how for one in harms_in(words) if one.is_kept]
