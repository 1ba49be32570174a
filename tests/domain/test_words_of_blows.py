"""That somebody strikes another is told without a word of hitting: each way of it stands beside
what is usual to say in the same words.
"""

from __future__ import annotations

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.freetext.tellsofharm import harms_in
from consent_service.domain.recorded.circumstances import DangerAsked
from consent_service.domain.recorded.events import EnquiryOpened
from tests.domain.tasks.story import Story
from tests.domain.test_tells_of_harm import not_known, told
from tests.domain.test_whom_words_mean import _EVERY, _family
from tests.sweeping import each

_BOTH: Final = """
daddy gives her the slipper / dad gives her the slippers
mum gives them the wooden spoon wen they play up / mum gives them the wooden spoon to lick
dad gave him a good hiding last nite / dad gave him a good breakfast
i got the belt again off dad / i got the bus again with dad
she gets the stick when she wets / he got the stick out of the pond
gets a clip round the ear off her dad / wears a clip in her hair
i get a pasting if im late / he got a biscuit if he was late
dad took his belt to him / dad took his coat to him
he goes for her when hes had a drink / he goes for her at three
he went for her with a bottle / he went for her prescription
theo goes for mum when hes drunk / theo goes for a drink on fridays
dad flew at mum infront of the kids / dad flew out to see nan
my dad will get me / my dad will get me from school
daddy will get me if i say / daddy will get me a bike
dads gonna get me when i get in / dads gonna get me at home time
he said hell get me for telling / mummy will get me if im poorly
jon laid into him / he laid the table with her
he knocks her about / he knocks for her at 8 to walk to school
he roughed her up sat nite / roughly two years ago
her partner shoved her down the stairs / her partner shoved her bag in the car
he raised his hand to her / he raised his hand in class
never laid a finger on her / mum laid a blanket on her bed
he had her by the throat / mum had her by c section
dad yanked her by the arm / dad yanked her coat off the peg
pinned her to the wall / dad pinned her picture to the wall
dad had him up against the wall / he had his bike up against the wall
he pulls my hair / mum pulls her hair back for pe
he spits at me / spits his food out
he spat in her face / dribbles and spits up after feeds
dad chucked a plate at her head / dad chucked the ball at her
he poured boiling water on his hand / he poured her a drink
stubs fags out on him / mum has given up fags
twisted his arm up his back / twisted his ankle at football
mum ties him in the cot / dad ties his laces for him
shuts him in the shed when hes naughty / shuts himself in his room a lot
he made him stand in the garden all nite / he stood in the garden with grandad
cold shower if he wets, dad does it / has a cold and a shower at nans
theo touches my bits / theo found my bits of lego
he gets rough with her / he gets rough with his toys
mum takes it out on the kids / mum takes it out of his bag
he squeezed her neck / he squeezed her hand
he knelt on her chest / he knelt on the floor
huda was pushed down the stairs by jon / huda was pushed for time by the builders
was dragged out of bed by her dad / was grabbed a sandwich by the till
wont let the midwife see her on her own / wont see the gp on her own she is anxious
dad wont let hv see mum by herself / mum wont let her walk to school on her own
he answers everything for her / he answers the phone for her as her english is poor
partner insists on sitting in on every appt / partner sat in on the appt
cant get mum on her own he is always there / mum is on her own with three kids
he ragged him by the arm / he was in rags
dad tans his backside / he tans easily
she gets slippered / she got new slippers
"""
_PAIRS: Final = [tuple(one.split(" / ")) for one in _BOTH.strip().split("\n")]


@each("harm", "usual", of=_PAIRS)
def test_it_is_heard_and_what_is_usual_is_not(harm: str, usual: str) -> None:
    for words in (harm, harm.capitalize(), f"Rang at nine. {harm}."):
        assert list(harms_in(words)), words
    for words in (usual, usual.capitalize(), f"Rang at nine. {usual}."):
        assert not list(harms_in(words)), words


def _referred(words: str) -> set[str]:
    """Whoever took it in was asked who may be a danger, and knew of nobody."""
    story = _family(frozenset(_EVERY)).later()
    story.make(EnquiryOpened, enquiry="E-2", worry=words)
    story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    return not_known(story)


@each(
    "words",
    "means",
    of=[
        ("daddy gives her the slipper", {"dad"}),
        ("dads gonna get me when i get in", {"dad"}),
        ("jons got his hands round her neck", {"dad"}),
        ("he goes for her when hes had a drink", {"dad", "step", "gran"}),
        ("dad flew at mum infront of the kids", {"dad"}),
        ("gets a clip round the ear off her dad", {"dad"}),
        ("mum gets a good hiding off her partner", {"step"}),
        ("huda was pushed down the stairs by jon", {"dad"}),
        ("he had mum by the throat", {"dad", "step", "gran"}),
        ("cant get mum on her own dad is always there", {"dad"}),
        ("the dog goes for her", set()),
        ("dad gives her breakfast", set()),
        ("he goes for her at three", set()),
    ],
)
def test_at_intake_whoever_does_it_is_held_and_whoever_it_is_done_to_is_not(
    words: str, means: set[str]
) -> None:
    """A father was rung about a girl who is given the slipper."""
    assert _referred(words) == means


@given(st.sampled_from(["shoved", "laid into", "went at", "spat at"]), st.sampled_from([*_EVERY]))
def test_whoever_the_words_themselves_name_is_whom_it_was_done_to(verb: str, did: str) -> None:
    hurt = "mum" if did != "mum" else "dad"
    story: Story = _family(frozenset(_EVERY))
    named = {one: _EVERY[one].first for one in (did, hurt)}
    told(story, "DecisionRequested.why", f"{named[did]} {verb} {named[hurt]} again")
    assert not_known(story) == {did}
