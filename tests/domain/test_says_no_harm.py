"""Harm that is only denied is no sign against whoever does none; beside any other it is one."""

from __future__ import annotations

from typing import Final

from consent_service.domain.file.view import View
from consent_service.domain.freetext.saysnoharm import denied_in
from consent_service.domain.freetext.tellsofharm import harms_in
from consent_service.domain.names.keptfrom import is_kept_from_these_alone
from consent_service.domain.recorded.circumstances import DangerAsked
from consent_service.domain.safety.harmtoread import harm_to_read, is_read_first
from tests.domain.test_tells_of_harm import EVERYBODY, a_family, not_known, told
from tests.sweeping import each

DENIED: Final = (
    "mum dont hurt us",
    "mum dont hurt us. i love mum",
    "Mum doesn't hurt me and I want to stay",
    "Dad never hits me",
    "Dad never hits me. I want to stay with Gran",
    "my dad has never hit us",
    "Mum's never hit me!",
)
#: Somebody else says so, or of themselves; it is so only sometimes; another does; or there is more.
NOT_PLAIN: Final = (
    "mum says she doesnt hurt us",
    "Mum says that Dad never hits her",
    "nana told me to say mum never hits us",
    "Mum never hits us. She said to say that",
    "mum dont hurt us. i have to say it",
    "i swear mum dont hurt us. I promised",
    "does mum hurt you? mum never hits me",
    "I never hit them",
    "mum dont hurt us but she locks us in",
    "mum dont hurt us anymore",
    "mum dont hurt us when shes well",
    "mum dont hurt us. only sometimes",
    "mum dont hurt us. Dad does",
    "mum didnt hurt me, it was nana",
    "mum never hurts us on purpose",
    "mum dont hurt us much",
    "mum dont hurt us cos dad stops her",
    "mum never hits us and nana hits us",
    "mum never hits us, nana does",
    "Dad never hits me like he hits mum",
    "Mum never hits me. Im scared of her",
    "mum dont hurt us. she locks me in the cupboard",
    "mum cant hurt us anymore",
    "mum doesn't hurt us, only the baby",
    "dad never hurts us he threatens",
    # Nobody knows what else is said.
    *(
        line
        for line in """
Dad never hits me, cause I'm good
Dad never hits me, cuz I behave
Dad never hits me, in front of people
Dad never hits me. On my face.
Dad never hits me, on the face
Dad never hits me, honest
Dad never hurts us, right mum
Dad never hits me, Mum told me that
Dad never hits me. Mum says so.
Dad never hits me. At school.
Dad never hits me and I get bruises from falling
Dad never hits me. Its always Mum
Dad never hits us. Mum is scared of him.
Dad doesn't hurt me. If I say he does I go in care
Dad doesn't hurt me. Dont tell him I talked to you
Dad doesn't hurt me. Dont tell gran
Dad doesn't hurt us, he's sorry
Dad doesn't hurt me, please dont take me away
Dad doesn't hurt me. Dad is listening
Daddy never hits me, with his hands
Dad never hits me. It's the belt.
Dad didn't hit me. I fell
Dad didn't hit me. I fell down the stairs again
Dad didn't hit me
Dad has not hurt the baby
Kurt did not hurt the children, he admits shaking
Kurt never hits me, Steve hits me
Dad would never hurt her, Steve would
He would never hurt the children.
Kurt would never hurt the children, honest
Dad doesn't hurt me any longer
Dad didn't hurt me yesterday
Dad doesn't hurt me. Today.
Dad never hurts me. Apart from Sundays.
Dad never hurts me, other than smacks
Dad never hurts me, hardly ever
Dad never hurts me, touches me
Dad never hurts me, that was a lie
Dad never hurts me. That was a lie.
Dad never hurts me. That's what I have been told
Dad never hurts me (lie)
Dad never hurts me. Yeah right
Mum doesn't hurt me. She puts her fingers in me
Mum doesn't hurt me. She makes me stand outside all night
Mum doesnt hurt me. she gives me no dinner
mum dont hurt us. i get the chair cos she gets scared
Dad never hits me. He touches me
Dad doesn't hurt me. He comes in my bed.
Steve doesn't hurt me, pinky swear
Mum doesn't hurt me. I got told what would happen
Smacking doesn't hurt me
The belt never hurts me
""".strip().split("\n")
    ),
)


@each("words", of=DENIED)
def test_who_is_plainly_said_to_do_none_is_meant_by_no_word_of_it(words: str) -> None:
    """A boy's mother stood in red, as he said that she does not hurt him."""
    assert denied_in(words)
    # It is read all the same: whoever says so may have been asked about it.
    assert list(harms_in(words))
    story = a_family()
    told(story, "WishRecorded.words", f"{words}.")
    assert not not_known(story)
    story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    view = View(story.file, story.at, story.at)
    assert [is_read_first(view, one) for one in harm_to_read(view)] == [True]


@each("words", of=NOT_PLAIN)
def test_of_what_is_not_plain_all_stands_as_it_did(words: str) -> None:
    assert not denied_in(words)


def test_what_somebody_else_told_stands_whoever_denies_it() -> None:
    story = a_family()
    told(story, "ContactMade.words", "The school says that Kurt hits Zz")
    assert "dad" in not_known(story)
    told(story, "WishRecorded.words", "Dad never hits me")
    assert "dad" in not_known(story)


OF_DAD: Final = tuple(one for one in NOT_PLAIN if one.startswith(("Dad ", "Kurt ")))


@each("words", of=OF_DAD)
def test_whoever_is_said_to_do_none_is_held_where_anything_else_is_said(words: str) -> None:
    """A child's father was to be rung: they had written that he does not hurt them, and that he
    comes in their bed.
    """
    story = a_family()
    told(story, "WishRecorded.words", words)
    story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    assert "dad" in not_known(story)


@each(
    "door", of=["ConversationRecorded.parent_words", "DecisionRequested.why", "ContactMade.words"]
)
@each("words", of=["He never hits me", "Kurt never hits me", "Kurt never hit the kids"])
def test_what_is_not_a_childs_own_frees_nobody(words: str, door: str) -> None:
    story = a_family()
    told(story, door, words)
    assert "dad" in not_known(story)


@each(
    "words",
    of=[
        "shes frightened for them",
        "chair agst the door 'so the men dont get in'",
    ],
)
def test_who_is_afraid_for_children_or_of_strangers_names_nobody_where_danger_was_asked(
    words: str,
) -> None:
    """A mother who is ill, and the father who was to be rung, were held by what she fears."""
    story = a_family()
    told(story, "DecisionRequested.why", words)
    assert not_known(story) == EVERYBODY
    story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    assert not not_known(story)


@each(
    "words",
    of=[
        "pls dont tell gran shell take us off mum. i get the chair",
        "pls dont tell gran. i get the chair cos she gets scared",
        "dont tell gran i said. i want to stay with mum",
        "I dont want gran to know. I love mum and dad",
    ],
)
def test_where_words_name_who_is_not_to_be_told_nobody_else_is_meant(words: str) -> None:
    """Until somebody said whom he meant no adult was safe to ask: he had said it, and it was
    ticked.
    """
    story = a_family()
    view = View(story.file, story.at, story.at)
    assert is_kept_from_these_alone(view, words, {"ng", "gran"})
    assert not is_kept_from_these_alone(view, words, {"ng", "mum"})


@each(
    "words",
    of=[
        "dont tell gran or mum",
        "dont tell gran. or mum",
        "dont tell gran. mum neither",
        "dont tell gran, mum",
        "dont tell gran mum will go mad",
        "dont tell gran shell tell mum",
        "dont tell gran or Steve",
        "dont tell Steve or gran",
        "dont tell gran n steve. mum is ok",
        "dont tell gran. mum",
        "dont tell gran. Not mum",
        "dont tell gran, dad would go mad",
        "dont tell gran. mum hits me",
        "dont tell gran. and dont tell them. mum is nice",
        "dont tell gran about mum. keep it secret",
        "dont tell anyone. not gran. mum is nice",
        "dont tell gran. Same for mum",
        "dont tell gran. mum cant know",
        "dont tell gran. Also mum",
        "dont tell gran. dad is always there",
        "dont tell gran. my dad lives there",
        "dont tell gran. it would get back to dad",
        "dont tell gran. he is always there",
        "dont tell gran. it would get back to them",
        "pls dont tell gran. mum dont hurt us. i get the chair",
    ],
)
def test_whoever_else_may_be_meant_is_found_out(words: str) -> None:
    story = a_family()
    view = View(story.file, story.at, story.at)
    assert not is_kept_from_these_alone(view, words, {"ng", "gran"})


@each(
    "words",
    of=[
        "I could murder that landlord",
        "Me and Kurt are fine. Zed'd kill me if he missed breakfast club lol",
        "could murder a cup of tea",
        "my back kills me, Kurt does the lifting",
        "these stairs kill me",
    ],
)
def test_a_manner_of_speaking_means_nobody_of_the_family(words: str) -> None:
    """A grandfather was asked nothing for what was said of a landlord, and of a breakfast club."""
    story = a_family()
    told(story, "ConversationRecorded.parent_words", words)
    story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    assert not not_known(story)


@each(
    "words",
    of=[
        "He'd kill me if he knew",
        "he'd kill me if I missed tea",
        "he will kill me if he loses me",
        "he kills me when hes drunk",
        "my head, he kills me",
    ],
)
def test_what_somebody_is_threatened_with_is_no_manner_of_speaking(words: str) -> None:
    assert list(harms_in(words))


def test_who_is_named_in_one_word_with_a_verb_is_who_is_meant() -> None:
    story = a_family()
    told(story, "ConversationRecorded.parent_words", "Kurt'd kill me if he knew. Me and Bea are ok")
    assert not_known(story) == {"dad"}


#: As whoever works with a family says it, of anybody or of one.
DENIED_BY_US: Final = (
    "Attendance 84. Grandad picks up, lovely bloke. We dont think anyone hurts them.",
    "We don't think anyone hurts them",
    "I do not believe anybody is hurting her",
    "We do not have any evidence that anyone hits him",
    "no evidence that anyone hits him at home",
    "not aware of anyone hurting them",
    "nobody hurts him as far as we know",
    "No safeguarding concerns, nobody is hurting him",
    "We dont think dad hurts them",
    "no worries about anyone hurting them",
    "Kids clean and fed. No worries about anyone hurting them.",
    "we have no concerns that anybody is hitting her",
    "no current concerns about either parent hurting him",
    "no worries about violence at home",
    "no concerns re neglect or abuse",
)
NOT_PLAIN_BY_US: Final = (
    "We don't think Dad hurts them, more likely Kurt",
    "Nobody hurts them, according to Kurt",
    "We don't think Zz hurts them. More likely Kurt.",
    "Nobody hurts them. I was told to write this.",
    "We dont think anyone hurts them but he flinches",
    "We dont think anyone hurts them any more",
    "We dont think anyone hurts them. But Zz is scared of Kurt",
    "We don't think anyone hurts them, only Dad",
    "I don't think anyone hits him as hard as Dad",
    "I dont think anyone knows he hurts them",
    "nobody hits him like Dad does",
    "no evidence anyone hurts them yet",
    "not sure anyone hurts them",
    "Mum says nobody hurts them",
    "Dad said, nobody hurts them",
    "We don't think it hurts them, Dad hits him",
    "Nobody hurts him when Dad is out",
    "Dad says no worries about anyone hurting them",
    "no worries about anyone hurting them now dad has gone",
    "no worries about anyone hurting them but Dad smacks",
    "Worries about anyone hurting them",
    "no worries about anyone hurting them. Dad might",
)
_WRITTEN_OF_THEM: Final = ("AgencyReplied.words", "DecisionRequested.why", "EnquiryOpened.worry")


@each("door", of=_WRITTEN_OF_THEM)
@each("words", of=DENIED_BY_US)
def test_what_whoever_works_with_them_plainly_denies_holds_nobody(door: str, words: str) -> None:
    """All three who cared for two children were held, as their school thought nobody hurts them."""
    story = a_family()
    told(story, door, words)
    assert not not_known(story)


@each("door", of=_WRITTEN_OF_THEM)
@each("words", of=NOT_PLAIN_BY_US)
def test_what_they_deny_of_some_only_or_another_says_stands(door: str, words: str) -> None:
    story = a_family()
    told(story, door, words)
    assert "dad" in not_known(story)


@each("words", of=["Nobody hurts me", "We don't think anyone hurts us"])
def test_a_family_that_says_so_of_nobody_is_read_as_before(words: str) -> None:
    story = a_family()
    told(story, "WishRecorded.words", words)
    assert not_known(story)


@each("door", of=["EnquiryOpened.worry", "AgencyReplied.words", "ContactMade.words"])
@each(
    "words",
    of=[
        "nursery: another child bit him",
        "bite mark on his arm. nursery: another child bit him",
        "Bite on his arm. School told us he was bitten by another boy",
        "School rang. Bite mark. Another child in his class bit him.",
    ],
)
def test_a_bite_by_another_child_at_nursery_holds_nobody_at_home(door: str, words: str) -> None:
    story = a_family()
    before = not_known(story)
    told(story, door, words)
    assert not_known(story) == before


@each(
    "words",
    of=[
        "bite mark on his arm. Dad says another child at nursery bit him",
        "bite mark on his arm and bruises. nursery: another child bit him",
        "bite mark on his arm. Nursery doubt that another child bit him",
        "bite mark on his arm. nursery: another child bit him, not Dad",
        "bite mark on his arm. Another child bit him at home, his nursery says",
        "bite mark on his arm. nursery asks who bit him",
        "Bite on his arm. He was bitten by another boy at school",
        "bite mark on his arm. Kurt says another child bit him at nursery",
        "bite mark on his arm. told nursery: another child bit him",
        "bite mark on his arm. kurt told nursery: another child bit him",
        "bite mark on chest, Steve was looking after him. nursery: another child bit him",
        "bite marks on thigh and bottom. told another child bit him at playgroup",
        "bite mark on his face. nursery says another child bit him",
        "bite mark on his arm. Nursery rang. He says another child bit him",
    ],
)
def test_beside_anything_else_a_bite_may_be_of_whoever_cares_for_them(words: str) -> None:
    story = a_family()
    told(story, "EnquiryOpened.worry", words)
    assert not_known(story)
