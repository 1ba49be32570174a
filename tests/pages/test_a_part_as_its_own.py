"""What is said in part of a longer form is asked as in the form of its own: the same question, the
same kind of field, the same choices; and nothing that can be said there alone is missing here,
unless it is said below why.

Which part is whose is read from what an operation makes of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final, NamedTuple

from consent_service.api.edge.fields import Part, Several
from consent_service.api.recorded.writes import WRITES
from consent_service.pages.forms.form import Form, Placed
from tests.pages.test_forms import FORMS
from tests.sweeping import each


class Inside(NamedTuple):
    """A part of a form that is an entry of its own: where it stands, and the form of that alone."""

    whole: str
    part: str
    own: str


def _made_of(form: Form) -> Iterator[tuple[str, type]]:
    """By its member, what each part of a body is an entry of."""
    for name, holds in form.schema.fields.items():
        inner = holds.inner if isinstance(holds, Several) else holds
        makes = getattr(inner.schema, "makes", None) if isinstance(inner, Part) else None
        if isinstance(makes, partial):
            yield name, makes.args[0]


def _inside() -> Iterator[Inside]:
    own = {one.name: one.records for one in WRITES}
    for whole, form in FORMS.items():
        for part, made in _made_of(form):
            for name, other in FORMS.items():
                is_own = own.get(other.operation) in made.__mro__
                if is_own and name != whole and _fields(form, part):
                    yield Inside(whole, part, name)


def _fields(form: Form, part: str) -> dict[str, Placed]:
    """By the member of the part, the field that says it."""
    above = f"{part}/"
    return {
        one.member.removeprefix(above): one for one in form.inputs() if one.member.startswith(above)
    }


def _asked(one: Placed) -> dict[str, Any]:
    """How a field asks: what somebody reads, and what they can answer."""
    asked = {name: getattr(one.input, name, None) for name in ("label", "yes", "no", "choices")}
    return {**asked, "kind": one.input.kind}


#: By the part and its member: why a longer form does not ask it, or asks it in other words.
OTHERWISE: Final[dict[str, str]] = {
    "wishes/how_weighed": "It is weighed after the talk, with what others say.",
    "keep_informed/format": "In which form they read is asked once, and not in each talk.",
    "keep_informed/language": "The talk was held in it, and the family's page says which it is.",
    "keep_informed/named_worker": "It is whoever holds the enquiry.",
    "relationships/person": "It is whoever the row is about.",
    "relationships/child": "Of a referral children have no id yet: it is the row.",
    "relationships/explanation": "Of a referral it is asked where it is due: of an unknown father.",
    "relationships/pr_status": "In a row there is no room for each of them to be read at once.",
    "relationships/ended": "Nobody refers what has ended.",
    "relationships/ended_of": "Nobody refers what has ended.",
    "relationships/since": "Whoever refers seldom knows: the form of it asks.",
    "relationships/lives_with": "Whoever refers seldom knows: the form of it asks.",
    "relationships/main_caregiver": "Whoever refers seldom knows: the form of it asks.",
    "relationships/pr_source": "What a referrer says is checked after: the form of it asks.",
    "relationships/pr_checked": "What a referrer says is checked after: the form of it asks.",
    "contact_points/person": "It is whoever the row is about.",
    "contact_points/type": "A referral asks for the telephone, by which somebody is reached today.",
    "contact_points/value": "It is the telephone.",
    "contact_points/safety": "It is the telephone, and in a row there is no room for each answer.",
    "contact_points/safe_times": "It is asked only beside “at some times”.",
    "contact_points/contact": "Nobody who is new has a number on file.",
    "contact_points/ended": "Nobody refers what has ended.",
    "contact_points/note": "What else a referrer says stands in their words.",
    "contact_points/effective_at": "It is as of the referral.",
    "signs/person": "It is whoever the row is about.",
    "signs/code": "Whoever refers says it in words; which kind it is, is for whoever reads them.",
    "signs/note": "The row is of one adult, and asks for what protects that one.",
    "signs/people": "Of whoever may do harm the row asks whether it is safe to ask them.",
    "signs/effective_at": "It is as of the referral.",
    "safety/person": "It is whoever the row is about.",
    "safety/code": "Whoever refers says it in words.",
    "safety/reason": "Whoever refers says it in words, in the row or as what worries them.",
    "safety/review_on": "It is looked at with the referral.",
    "safety/safe_all_the_same": "A manager says it, with why: the form of it asks.",
    "safety/safe_to_ask": "In a row the short answer fits.",
    "wishes/not_a_no": "It is asked of the whole talk.",
    "keep_informed/not_a_no": "The talk asks it, of all that they said in it.",
    "signs/not_a_no": "No words of theirs are typed in the row.",
    "safety/effective_at": "It is as of the referral.",
    "enquiry/effective_at": "It is opened as the referral is taken in.",
    "enquiry/worry": "The heading above says of whom; share-now asks for it as the risk.",
    "enquiry/rating": "Beside what was shared at once it is how urgent it is now.",
    "enquiry/referrer_agency": "The heading above says what is meant; share-now asks who told.",
    "enquiry/referrer_name": "The heading above says whose; share-now asks who told.",
    "enquiry/referrer_service": "Whoever shares at once writes what cannot wait.",
    "enquiry/referrer_organisation": "Whoever shares at once writes what cannot wait.",
    "enquiry/referrer_anonymous": "Whoever shares at once writes what cannot wait.",
    "enquiry/referrer_reported_consent": "Whoever shares at once writes what cannot wait.",
    "enquiry/referrer_words": "Whoever shares at once writes what cannot wait.",
    "recipients/ended": "Nobody is named who is not to have it any more.",
    "recipients/effective_at": "It is as of the plan.",
    "invited/effective_at": "It is as of the call.",
}


@each("inside", of=list(_inside()))
def test_a_part_is_asked_as_in_the_form_of_its_own_or_it_is_said_why_not(inside: Inside) -> None:
    whole, own = FORMS[inside.whole], FORMS[inside.own]
    here, takes = _fields(whole, inside.part), _takes(whole, inside.part)
    for one in own.inputs():
        member = one.member
        if member.partition("/")[0] not in takes or f"{inside.part}/{member}" in OTHERWISE:
            continue
        assert member in here, f"{member} cannot be said: {one.input.label}"
        assert _asked(here[member]) == _asked(one), member


def test_each_difference_is_one() -> None:
    """None stands there that a form has put right since."""
    parts = {
        f"{inside.part}/{one.member}"
        for inside in _inside()
        for one in FORMS[inside.own].inputs()
        if (here := _fields(FORMS[inside.whole], inside.part).get(one.member)) is None
        or _asked(here) != _asked(one)
    }
    assert set(OTHERWISE) - parts == set()


def _takes(form: Form, part: str) -> set[str]:
    """What can be said of a part at all: what the whole says by itself is none of it."""
    holds = form.schema.fields[part]
    inner = holds.inner if isinstance(holds, Several) else holds
    return set(inner.schema.fields)  # type: ignore[attr-defined]
