"""Which service a name means: a yes by the very name, a no by likeness."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from consent_service.domain.codes import codes
from consent_service.domain.noticing.servicesnamed import notices_of_services
from consent_service.domain.recorded.events import ResponseRecorded
from consent_service.domain.scopes.containing import Then, holds_service
from consent_service.domain.scopes.scope import (
    Agency,
    Reach,
    Scope,
    as_asked,
    contains,
    meets,
    resolved,
)
from consent_service.domain.scopes.services import (
    Directory,
    Likeness,
    Service,
    core_key,
    exact_key,
    found,
    likeness,
)
from tests.sweeping import each

HILLSIDE = Service("hillside", "GP", ("Hillside Surgery", "Dr Patel and Partners"))
PARKVIEW = Service("parkview", "GP", ("Parkview Practice",))
ELM = Service("elm", "SCHOOL", ("Elm Primary School",))
DIRECTORY = (HILLSIDE, PARKVIEW, ELM)

a_name = st.text(st.characters(categories=("L", "Nd", "Zs", "Pd", "Po")), max_size=30)
a_type = st.sampled_from(list(codes("agencies")))


@each(
    "typed",
    of=[
        *("Hillside Surgery", "HILL-SIDE  surgery", " hillside súrgery.", "dr. patel AND partners"),
        *("Hiłłside Surgery", "HILLSIĐE SURGERY", "Hıllside Surgery"),
    ],
)
def test_a_service_is_found_by_any_of_its_names_however_they_are_spelled(typed: str) -> None:
    assert found(typed, "GP", DIRECTORY) == HILLSIDE


@each("typed", of=["Hillside Practice", "Hillside", "the Hillside Surgery", "", "…"])
def test_a_service_is_not_found_by_a_likeness(typed: str) -> None:
    """Whoever says yes to Hillside Surgery has not said yes to Hillside Practice."""
    assert found(typed, "GP", DIRECTORY) is None


def test_a_name_of_two_services_finds_neither_and_a_service_of_another_type_is_not_found() -> None:
    twin = Service("twin", "GP", ("Hillside Surgery",))
    assert found("Hillside Surgery", "GP", (*DIRECTORY, twin)) is None
    assert found("Elm Primary School", "GP", DIRECTORY) is None


@each(
    "said",
    "asked",
    "of_type",
    "likely",
    of=[
        ("Elm Primary School", "Elm Primary", "SCHOOL", Likeness.SAME),
        ("the HILL-SIDE  Surgery", "Hillside Surgery", "GP", Likeness.SAME),
        ("St Mary's", "St Marys Catholic Primary School", "SCHOOL", Likeness.SAME),
        ("the school", "Elm Primary School", "SCHOOL", Likeness.SAME),
        ("Park Surgery", "Parkview Practice", "GP", Likeness.PERHAPS),
        ("Elm", "The Elms Academy", "SCHOOL", Likeness.PERHAPS),
        ("Hillside Surgery", "the surgery", "GP", Likeness.PERHAPS),
        ("Oak Primary School", "Elm Primary School", "SCHOOL", Likeness.OTHER),
        # Typed by two people, of whom one missed a letter; nobody has listed either.
        ("Hilside Surgery", "Hillside Surgery", "GP", Likeness.PERHAPS),
        ("Brookfeild", "Brookfield School", "SCHOOL", Likeness.PERHAPS),
        # In a short name one letter of another place, or another letter, is more than one in five.
        ("Park School", "Prak School", "SCHOOL", Likeness.PERHAPS),
        ("Parc School", "Park School", "SCHOOL", Likeness.PERHAPS),
        ("Elm Primary", "Eml Primary", "SCHOOL", Likeness.PERHAPS),
        ("Elm Primary", "Elk Primary", "SCHOOL", Likeness.OTHER),
        ("School 21", "School 12", "SCHOOL", Likeness.OTHER),
        # Too short to be found inside others, but itself it still is.
        ("Bo School", "Bolton School", "SCHOOL", Likeness.OTHER),
        ("Bo School", "Bo Academy", "SCHOOL", Likeness.SAME),
    ],
)
def test_a_no_is_held_to_what_it_is_like(
    said: str, asked: str, of_type: str, likely: Likeness
) -> None:
    assert likeness((said,), (asked,), of_type) is likely


def test_a_service_is_refused_by_any_of_its_names() -> None:
    assert likeness(("Doctor Patel",), HILLSIDE.names, "GP") is Likeness.SAME
    # An alias that says nothing does not turn one service into all of them.
    assert likeness(("Hillside Surgery", "the surgery"), PARKVIEW.names, "GP") is Likeness.OTHER


@given(st.text("abcdefgh", min_size=4, max_size=9), st.integers(0, 8), st.sampled_from("xyz"))
def test_one_slip_in_a_name_asks_whether_it_is_this_one(name: str, place: int, other: str) -> None:
    """A letter too many, too few, another one, or two that changed places."""
    n = place % (len(name) - 1)
    swapped = name[:n] + name[n + 1] + name[n] + name[n + 2 :]
    for slip in (
        swapped,
        name[:n] + other + name[n + 1 :],
        name[:n] + other + name[n:],
        name[:n] + name[n + 1 :],
    ):
        for said, asked in ((name, slip), (slip, name)):
            assert likeness((said,), (f"{asked} School",), "SCHOOL") is not Likeness.OTHER, slip


@given(name=a_name, of_type=a_type)
def test_a_no_is_heard_however_the_name_is_spelled(name: str, of_type: str) -> None:
    """Case, accents, spacing at the ends and how it is encoded never let a no go."""
    accents = unicodedata.normalize("NFD", name)
    for spelled in (name.upper(), f"  {name} ", accents, f"The {name}"):
        assert likeness((name,), (spelled,), of_type) is Likeness.SAME


@given(a_name, a_name, a_type)
def test_names_that_are_equal_for_a_yes_are_equal_for_a_no(
    one: str, other: str, of_type: str
) -> None:
    if exact_key(one) == exact_key(other) and core_key(one, of_type) == core_key(other, of_type):
        assert likeness((one,), (other,), of_type) is Likeness.SAME


@given(a_name, st.lists(a_name, min_size=1, max_size=3), a_name.filter(str.strip), a_type)
def test_another_name_of_the_service_never_hides_a_no(
    said: str, names: list[str], alias: str, of_type: str
) -> None:
    if likeness((said,), names, of_type) is Likeness.SAME and any(
        core_key(n, of_type) for n in names
    ):
        assert likeness((said,), [*names, alias], of_type) is Likeness.SAME


@given(st.lists(a_name, min_size=1, max_size=4), a_name, a_name, a_type)
def test_an_id_beside_the_name_never_hides_a_no(
    names: list[str], typed: str, asked: str, of_type: str
) -> None:
    """Neither an id of nobody's, nor an entry listed twice or found under another's alias."""
    listed = tuple(Service(f"s{n}", of_type, (name,)) for n, name in enumerate(names))
    directory = (
        *listed,
        Service("other", of_type, (typed, "Zz")),
        Service("it", of_type, (asked,)),
    )
    no, question = Agency(of_type, typed), Agency(of_type, asked, "it")
    if meets(no, question, directory) < Reach.NAMED:
        return
    for beside in (
        resolved(no, directory),
        *(Agency(of_type, typed, i) for i in ("other", "it", "none")),
    ):
        for known in (directory, ()):
            assert meets(beside, question, known) > Reach.NOT


def _spelled(name: str, of_type: str) -> list[str]:
    """One name as different people write it."""
    row = codes("agencies")[of_type]
    common = row.attributes.get("words", ())
    assert isinstance(common, list | tuple)
    accents = unicodedata.normalize("NFD", name)
    return [name, name.upper(), f" {accents}.", f"The {name}", *(f"{name} {w}" for w in common[:2])]


@given(st.data(), st.lists(a_name, min_size=1, max_size=3, unique_by=exact_key), a_type)
def test_no_spelling_of_a_service_makes_an_answer_about_it_more_permissive(
    data: st.DataObject, names: list[str], of_type: str
) -> None:
    """By its id it is refused; then so it is by every spelling of its name, or it is asked which
    one is meant where that is the name of another. And a yes to it reaches no other.
    """
    directory = Directory(Service(f"s{n}", of_type, (name,)) for n, name in enumerate(names))
    spellings = _spelled(names[0], of_type)
    said, asked = data.draw(st.sampled_from(spellings)), data.draw(st.sampled_from(spellings))
    no = resolved(Agency(of_type, said), directory)
    by_id = as_asked(Agency(of_type, id="s0"), directory)
    question = as_asked(Agency(of_type, asked), directory)
    of_another = {no.id, question.id} - {None, "s0"}
    assert meets(no, question, directory) >= (Reach.PERHAPS if of_another else Reach.NAMED)
    assert meets(no, by_id, directory) >= (
        Reach.PERHAPS if no.id not in (None, "s0") else Reach.NAMED
    )
    if contains(no, question):
        assert exact_key(said) == exact_key(asked)


@given(st.lists(a_name, min_size=1, max_size=3), a_name, a_type)
def test_an_alias_or_a_name_taken_off_never_lets_a_no_go(
    names: list[str], alias: str, of_type: str
) -> None:
    before = Directory([Service("it", of_type, tuple(names))])
    after = Directory([Service("it", of_type, (alias,), heard=tuple(names))])
    no = Agency(of_type, id="it")
    for name in names:
        if any(core_key(one, of_type) for one in names):
            reach = meets(no, as_asked(Agency(of_type, name), before), before)
            assert min(reach, meets(no, as_asked(Agency(of_type, name), after), after)) > Reach.NOT


def test_of_two_entries_one_name_inside_another_is_no_question() -> None:
    """The ids say that Park and Parkview are two; without them it has to be asked."""
    park = Service("park", "GP", ("Park Surgery",))
    directory = (*DIRECTORY, park)
    parkview = Agency("GP", "Parkview Practice", "parkview")
    assert meets(Agency("GP", "Park Surgery", "park"), parkview, directory) is Reach.NOT
    assert meets(Agency("GP", "Park Surgery"), parkview, directory) is Reach.PERHAPS


def test_no_common_word_is_written_in_a_way_that_never_matches() -> None:
    for row in codes("agencies").values():
        words = row.attributes.get("words", ())
        assert isinstance(words, list | tuple)
        assert [w for w in words if exact_key(w) != w] == [], row.code


@given(
    of_type=a_type.filter(lambda code: "words" in codes("agencies")[code].attributes),
    whose=st.sampled_from(["any", "all the", "every", "her", "his", "my old", "no"]),
    data=st.data(),
)
def test_a_no_in_words_that_name_nobody_is_one_to_every_service_of_the_type(
    of_type: str, whose: str, data: st.DataObject
) -> None:
    words = codes("agencies")[of_type].attributes["words"]
    assert isinstance(words, tuple | list)
    said = f"{whose} {data.draw(st.sampled_from(words))}"
    asked = Service("one", of_type, (data.draw(a_name),))
    no = resolved(Agency(of_type, organisation=said), (asked,))
    assert meets(no, Agency(of_type, id="one"), (asked,)) in (Reach.WHOLE, Reach.NAMED)


NAMES_NONE_LISTED = [
    "teacher",
    "school nearest home",
    "Mrs Khan",
    "ysgol",
    "Еlm School",
    "n/a",
    "EPS",
]
NEAR_WHOM = ["the school near us", "a primary school by the park", "school where she works"]
TURNED_ROUND = ["any school apart from Oak", "schools except Oak Primary School", "not Oak"]


@each("typed", of=[*NAMES_NONE_LISTED, *NEAR_WHOM, *TURNED_ROUND])
def test_a_no_by_what_is_no_listed_name_may_be_one_to_each_that_is(typed: str) -> None:
    oak = Service("oak", "SCHOOL", ("Oak Primary School",))
    listed = Directory([*DIRECTORY, oak])
    no = resolved(Agency("SCHOOL", typed), listed)
    assert meets(no, as_asked(Agency("SCHOOL", id="elm"), listed), listed) is Reach.PERHAPS
    assert list(notices_of_services(said_no_to(no), listed))
    # Once that is listed too, it is another service.
    with_it = Directory([*listed, Service("it", "SCHOOL", (typed,))])
    known = resolved(Agency("SCHOOL", typed), with_it)
    assert meets(known, as_asked(Agency("SCHOOL", id="elm"), with_it), with_it) is Reach.NOT


@each("typed", of=["Oak School", "Oak", "the oak primary", "Oak Schol", "Zed"])
def test_a_yes_to_any_service_is_one_to_those_that_were_listed_when_it_was_given(
    typed: str,
) -> None:
    then = Then(frozenset(), place=3)
    elm = Service("elm", "SCHOOL", ("Elm Primary School",), since=1)
    listed = Directory([elm, Service("oak", "SCHOOL", ("Oak School",), since=5)])
    for name, held in ((typed, False), ("Elm Primary School", True), (None, True)):
        asked = as_asked(Agency("SCHOOL", name), listed)
        assert holds_service(Scope(), asked, then, listed) is held
        # Whoever is asked about a name that they said themselves said yes to that.
        named = Scope(agencies=(Agency("SCHOOL", name), Agency("*")))
        assert holds_service(named, asked, then, listed)


def test_saint_is_st_to_a_no_and_another_name_to_a_yes() -> None:
    listed = Directory([Service("mary", "GP", ("St Mary's Surgery",))])
    for typed in ("Saint Mary's", "Saint Marys Surgery", "ST. MARYS"):
        no = resolved(Agency("GP", typed), listed)
        assert meets(no, as_asked(Agency("GP", id="mary"), listed), listed) is Reach.NAMED
        assert no.id is None


@each("typed", of=["Ng's school", "the Ngs' School", "their GRAN’S primary school"])
def test_a_no_that_says_whose_the_service_is_may_be_one_to_each(typed: str) -> None:
    no = resolved(Agency("SCHOOL", typed), DIRECTORY)
    assert meets(no, as_asked(Agency("SCHOOL", id="elm"), DIRECTORY), DIRECTORY) is Reach.PERHAPS
    codes_of = [n.code for n in notices_of_services(said_no_to(no), Directory(DIRECTORY))]
    assert codes_of == ["SERVICE_DESCRIBED"]
    # What it is called besides tells one from another.
    listed = Directory([*DIRECTORY, Service("mary", "SCHOOL", ("St Mary's School",))])
    named = Agency("SCHOOL", "Saint Mary's")
    assert meets(named, as_asked(Agency("SCHOOL", id="elm"), listed), listed) is Reach.NOT


@given(a_type, a_type, st.data())
def test_a_no_by_words_of_another_type_may_be_one_to_each_of_both(
    typed_under: str, meant: str, data: st.DataObject
) -> None:
    """ "The surgery" under schools: the type is wrong, or it is what a school is called."""
    words = codes("agencies")[meant].attributes.get("words", ("zed",))
    assert isinstance(words, tuple | list)
    typed = f"the {data.draw(st.sampled_from(words))}"
    no = Agency(typed_under, typed)
    assume(core_key(typed, typed_under) and not core_key(typed, meant))
    listed = Directory([Service("oak", typed_under, ("Oakfield",))])
    for known in (listed, Directory()):
        for of_type in (typed_under, meant):
            for name in (None, "Oakfield", "Bellbrook"):
                asked = as_asked(Agency(of_type, name), known)
                assert meets(resolved(no, known), asked, known) > Reach.NOT
        codes_of = [n.code for n in notices_of_services(said_no_to(no), known)]
        assert codes_of == ["SERVICE_DESCRIBED"]


@given(st.lists(a_name.filter(exact_key), min_size=1, max_size=2), a_type, a_type)
def test_a_no_by_a_listed_name_is_heard_whichever_type_was_typed(
    names: list[str], of_type: str, typed_type: str
) -> None:
    directory = Directory([Service("it", of_type, tuple(names))])
    no = resolved(Agency(typed_type, names[-1].upper()), directory)
    for asked in (Agency(of_type, id="it"), Agency(of_type)):
        assert meets(no, as_asked(asked, directory), directory) > Reach.NOT
    if typed_type != of_type:
        (notice,) = notices_of_services(said_no_to(no), directory)
        assert notice.code == "NAME_OF_ANOTHER_TYPE"
        # A service of the type that was typed takes its name back.
        both = Directory([*directory, Service("other", typed_type, (names[-1],))])
        found_now = resolved(Agency(typed_type, names[-1]), both)
        assert meets(found_now, as_asked(Agency(of_type, id="it"), both), both) is Reach.NOT


@given(a_name.filter(exact_key), a_type, a_type, st.booleans())
def test_a_no_by_a_name_is_heard_of_the_same_name_under_another_type(
    name: str, said_type: str, asked_type: str, is_listed: bool
) -> None:
    directory = Directory([Service("it", said_type, (name,))] if is_listed else [])
    no = resolved(Agency(said_type, name), directory)
    asked = as_asked(Agency(asked_type, name.upper()), directory)
    assert meets(no, asked, directory) > Reach.NOT


def test_a_no_by_a_name_that_nobody_has_listed_says_so_where_others_are() -> None:
    no = Agency("SCHOOL", "Oak School")
    (notice,) = notices_of_services(said_no_to(no), Directory(DIRECTORY))
    assert notice.code == "NAME_NOT_LISTED"
    assert not list(notices_of_services(said_no_to(no), Directory()))


def said_no_to(agency: Agency) -> ResponseRecorded:
    return ResponseRecorded(
        response="no",
        enquiry="E1",
        person="dad",
        answer="REFUSED",
        scope=Scope(agencies=(agency,)),
        effective_at=datetime(2026, 11, 10, tzinfo=UTC),
    )
