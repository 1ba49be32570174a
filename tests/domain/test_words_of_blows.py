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
mum ties him to the bed / mum ties him into the pushchair
he chucked her down the stairs / he chucks her in the air and she giggles
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
theos rough with the baby / he is rough with the other kids at nursery
he shoves her when hes cross / he shoves the other children in the line
ive never raised my hand to any of them / ive never raised any of it with them
he ragged him by the arm / he was in rags
dad tans his backside / he tans easily
she gets slippered / she got new slippers
jon gave her a slap / jon gave her a lift
theo decked him / theo decorated his room
he had him in a headlock / he had his hair in a plait
he slung her across the kitchen / he slept across the kitchen from her
mum chucks him in his room / mum chucks his kit in the wash
he put his fist through the door / he put his key through the door
he makes us stand facing the wall / we stand facing the board in pe
i have to sleep in the shed if i wet / i have to sleep in the top bunk
she washes his mouth out with soap / she washes his hands with soap
chilli in his mouth when he swears / chilli in his lunch when he wants
grandad fiddles with me / grandad fiddles with the radio
he shows me his willy / he shows me his lego
he forced himself on her / he forced himself to go
theo is handy with his fists / theo is handy with a paintbrush
no tea if hes naughty / no tea if hes at club
hv cant see mum alone, partner is sat there / hv sees mum and partner at home
looks at him before she answers / looks at him before he sleeps
he wont let me see my friends / he wont let me do the night feeds hes a star
he wont let me have my own phone / he wont let me have a bad day without a hug
dad said hes gonna get me later / dad said hes gonna get me a dog later
he went at her wiv a pan / he went at the weekend wiv his nan
he gave her such a hiding / he gave her such a lift
theo held her head under the water / theo held her hand in the water
he stamped on her phone so she cudnt ring / he stamped her library card
she cant go anywhere without him knowing / she cant go to club without her inhaler
i havent touched any of them kids / i havent met any of them teachers
mum belts them when they dont tidy / mum belts them into the car seat
dad belts me in the face / dad belts me in the car seat
theo belted the baby into the wall / theo belted the baby into the buggy
he belts them in bed / he belts them in the pushchair
she belts him up the stairs / she belts him up in his highchair
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
        ("Theo got a slap in on the baby", {"step"}),
        ("Jon got a punch in on her", {"dad"}),
        ("Theo got the belt again", {"step"}),
        ("mum gets the belt again off Theo", {"step"}),
        ("dad gets the belt if i dont eat", {"dad"}),
        ("mum gets the wooden spoon when he cries", {"mum"}),
        ("mum gets a slap in the face off Jon", {"dad"}),
        ("Pam got a punch off Theo", {"step"}),
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
