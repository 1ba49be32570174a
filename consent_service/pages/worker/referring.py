"""Taking in a referral: one form for who is added, what they are to one another, what worries the
referrer, and the first question. One that nobody knows yet, or on a family that is on file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from flask import Response

from ...domain.codes import PLACEHOLDER, codes
from ...domain.file.ordersmean import CARES_FOR_A_PLACE, COUNCIL
from ...domain.freetext.rationale import LEAST_OF_A_REASON
from ...domain.freetext.saysofdeath import may_say_that_they_died
from ...domain.words.naming import listed
from ..forms.choices import Choice, Known, adults_and_born, children
from ..forms.days import DayOf
from ..forms.filling import pages
from ..forms.form import ELSEWHERE, Form, Group, Heading, rows_of
from ..forms.inputs import Area, Checks, Radios, Select, Text, WhichAgency
from ..forms.onrecord import recorded_at
from ..forms.told import ToldSentence, sought
from ..forms.typed import Typed
from ..forms.usual import MUST_NOT_HEAR_OF_THEM
from ..frame import Visit
from .eachanswer import answered_now
from .fromthelist import as_listed, listed_referrer, without_a_list
from .people import HAS_DIED, OF_A_CHILD
from .rightnow import as_soon_as_it_says

#: By which words a child is named in a row of an adult.
_CHILD: Final = "child"
_ADULT: Final = "adult"
#: What is written where a name would stand of a father whom nobody knows.
_NOT_KNOWN_YET: Final = "Not known yet"
_FATHER: Final = "FATHER"
_MOTHER: Final = "MOTHER"
_GUARDIAN: Final = "SPECIAL_GUARDIAN"


def _added(group: Group, typed: Typed) -> Iterator[Choice]:
    """Whoever is added, by the rows that they stand in: as many as are shown, wherever what was
    typed comes from.
    """
    for n in range(rows_of(group, typed)):
        words, named = f"{group.each} {n + 1}", typed.one(f"{group.member}.{n}.names")
        value = f"{group.each.lower()}-{n + 1}"
        yield Choice(value, f"{words} ({named})" if named else words)


def _numbered(known: Known, typed: Typed) -> Iterator[Choice]:
    """The children of this form. Of a family that is on file the children who stand there come
    first.
    """
    if "file" in known.visit.path:
        yield from children(known)
    yield from _added(_CHILDREN, typed)


def _everybody(known: Known, typed: Typed) -> Iterator[Choice]:
    """Those on file, and whoever is added."""
    if "file" in known.visit.path:
        yield from adults_and_born(known)
    for group in (_CHILDREN, _ADULTS):
        yield from _added(group, typed)


_CHILDREN: Final = Group(
    "children",
    "Children",
    OF_A_CHILD,
    each="Child",
)
_ADULTS: Final = Group(
    "adults",
    "Parents and carers",
    (
        Text(
            "names",
            "Full name",
            hint="Of a father who is not known: leave it empty, and say below that he is not.",
        ),
        DayOf("dob", "Date of birth"),
        *HAS_DIED,
        Text("language", "Language, if it is not English", width=10),
        Radios("interpreter_needed", "Do they need an interpreter?", inline=True),
        Select("role", "What are they to the child?", elsewhere="relationships/role"),
        Checks(
            "child",
            "To which children?",
            of_typed=_numbered,
            elsewhere="relationships/child",
            hint="By the order above. With one child above it is that one, unless you choose.",
        ),
        Select(
            "pr_status",
            "Do they have parental responsibility?",
            elsewhere="relationships/pr_status",
            hint="Left empty, it is put down that a mother has it, as from the birth, and a "
            "special guardian by the order; that who fosters a child has none, and that of a "
            "council it is not confirmed.",
        ),
        Area(
            "explanation",
            "If the father is not known: why, and what is done to find out",
            rows=2,
            elsewhere="relationships/explanation",
        ),
        Text("value", "Telephone", width=20, elsewhere="contact_points/value"),
        Select("safety", "Is it safe to ring?", elsewhere="contact_points/safety"),
        Text(
            "safe_times",
            "If only at some times: at which?",
            width=20,
            elsewhere="contact_points/safe_times",
            hint="As in 09:00 to 15:00, or in words.",
        ),
        Radios(
            "protected",
            "Is it kept from others?",
            yes="Yes, it opens with a reason only",
            inline=True,
            elsewhere="contact_points/protected",
        ),
        Radios(
            "safe_to_ask",
            "Is it safe to ask them?",
            yes="Yes",
            no="No, or it may not be",
            inline=True,
            elsewhere="safety/safe_to_ask",
        ),
        Area(
            "reason",
            "Why is it safe, or may not be?",
            rows=2,
            hint=f"A yes beside words of danger needs at least {LEAST_OF_A_REASON} characters of "
            "what makes it safe.",
            elsewhere="safety/reason",
        ),
        Area(
            "note",
            "Anything that says this adult may be in danger from somebody",
            rows=2,
            hint="It protects this adult. Of whoever may do harm, say above that it may not be "
            "safe to ask them.",
            elsewhere="signs/note",
        ),
    ),
    each="Adult",
)
_LISTED: Final = "enquiry/referrer_service"
_REFERRER: Final = (
    Heading("Why it was referred"),
    Area("enquiry/worry", "What are they worried about?"),
    Radios("enquiry/rating", "How urgent is it?"),
    Heading("Who referred"),
    Select("enquiry/referrer_agency", "Which kind of agency?"),
    Text("enquiry/referrer_organisation", "Which one?"),
    listed_referrer(_LISTED),
    Text("enquiry/referrer_name", "Their name"),
    Text("enquiry/referrer_contact", "How to reach them"),
    Radios("enquiry/referrer_anonymous", "Do they want not to be named to the family?"),
    Radios(
        "enquiry/referrer_reported_consent",
        "What do they say about the parents' agreement?",
        hint="It is their word. It is nobody's answer.",
    ),
    Area("enquiry/referrer_words", "In their words", rows=2),
    replace(MUST_NOT_HEAR_OF_THEM, choices=None, of_typed=_everybody),
)
_QUESTION: Final = (
    Heading(
        "Your first question",
        "Leave all of it empty if you have none. It is about each child above.",
    ),
    WhichAgency("first_check/agency", "Which service?"),
    Checks("first_check/categories", "What information?"),
    Select("first_check/purpose", "Why?"),
    Radios("first_check/direction", "Do we ask it for information, or tell it something?"),
    Radios("first_check/urgency", "How soon?"),
)


#: By the list of what is said of an adult: the fields of their row that ask for it.
_ASKED_AT: Final = {
    "relationships": ("child", "role", "pr_status", "explanation"),
    "contact_points": ("value", "safety", "safe_times", "protected"),
    "safety": ("safe_to_ask", "reason"),
    "signs": ("note",),
}


def placed(
    body: dict[str, Any], rows: Mapping[str, str], _typed: Typed
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """Each row's label, and what is said of an adult in its own list."""
    moved: dict[str, str] = {}
    own = {pointer: name.rpartition("/")[2] for pointer, name in rows.items()}
    for name, each in (("children", _CHILD), ("adults", _ADULT)):
        for place, row in enumerate(body.get(name, ())):
            row["label"] = f"{each}-{int(own[f'/{name}/{place}']) + 1}"
            moved[f"/{name}/{place}/died_in"] = f"{rows[f'/{name}/{place}']}/died_on"
    as_listed(body.get("enquiry", {}))
    labels = [one["label"] for one in body.get("children", ())]
    for place, adult in enumerate(body.get("adults", ())):
        here = rows[f"/adults/{place}"]
        for pointer in _of_adult(body, adult, adult.pop(ELSEWHERE, {}), labels):
            # Each member has a field of its own. Of what somebody is to a child it is the child on
            # which the whole turns; where it can be one child alone, nobody is asked which.
            about = pointer.split("/")[1]
            moved |= {f"{pointer}/{member}": f"{here}/{member}" for member in _ASKED_AT[about]}
            turns_on = "pr_status" if labels[:1] == labels else "child"
            moved[pointer] = f"{here}/{turns_on}" if about == "relationships" else here
    if "first_check" in body:
        body["first_check"]["subjects"] = labels
        as_soon_as_it_says(body["first_check"])
    return body, moved


def _of_adult(
    body: dict[str, Any], adult: dict[str, Any], said: Mapping[str, Any], labels: list[str]
) -> Iterator[str]:
    """Put what is said of an adult where it goes; gives the pointer of each."""

    def put(name: str, **members: Any) -> str:
        one = {member: value for member, value in members.items() if value is not None}
        body.setdefault(name, []).append({"person": adult["label"], **one})
        return f"/{name}/{len(body[name]) - 1}"

    role, pr = said.get("relationships/role"), said.get("relationships/pr_status")
    why = said.get("relationships/explanation")
    if why and not adult.get("names") and role in (None, _FATHER):
        # As it says at the name: a father without one, of whom it is said why.
        role = PLACEHOLDER
    if role == PLACEHOLDER:
        # Nobody can know either of him: that he is not known, and why, is enough.
        adult.setdefault("names", _NOT_KNOWN_YET)
        pr = pr or "UNCONFIRMED"
    source = None
    if role == _MOTHER and not pr:
        # She has it from the birth: what takes it from her is an order, and is recorded as that.
        # Nobody said so: it stands as what she has by that, and as not checked.
        pr, source = "YES", "MOTHER"
    if role == _GUARDIAN and pr in (None, "", "YES"):
        # By the order itself (Children Act 1989 s.14C(1)): it is enough once that is on record.
        pr, source = "YES", "SPECIAL_GUARDIANSHIP"
    if role in CARES_FOR_A_PLACE:
        # By that they hold none, whoever did not say so.
        pr = pr or "NO"
    if role == COUNCIL:
        # It has no other name, and holds it by an order alone: none is on record yet.
        adult.setdefault("names", codes("roles")[COUNCIL].label)
        pr = pr or "UNCONFIRMED"
    chosen = said.get("relationships/child")
    # Of several children none is meant unless it is said: of one there is no other.
    of: list[str | None] = [*(chosen or (labels if len(labels) == 1 else [None]))]
    if role or pr or chosen or why:
        told = {"role": role, "pr_status": pr, "pr_source": source, "explanation": why}
        yield from (put("relationships", child=one, **told) for one in of)
    value, safety = said.get("contact_points/value"), said.get("contact_points/safety")
    times, protected = said.get("contact_points/safe_times"), said.get("contact_points/protected")
    if value or safety or times or protected:
        reached = {"value": value, "safety": safety, "safe_times": times, "protected": protected}
        yield put("contact_points", type="PHONE", **reached)
    safe, because = said.get("safety/safe_to_ask"), said.get("safety/reason")
    if safe is not None or because:
        yield put("safety", safe_to_ask=safe, reason=because)
    if "signs/note" in said:
        yield put("signs", note=said["signs/note"])


_BY: Final = {
    "NUMBER": "a number",
    "NAME_AND_BIRTH": "name and date of birth",
    "LIKE_NAME_AND_BIRTH": "a name and a date of birth that are like these",
    "TELEPHONE": "a telephone number",
}


def _perhaps_known(reply: Mapping[str, Any], body: Mapping[str, Any]) -> list[ToldSentence]:
    """Who may be known already: read, and looked for, before anybody is added a second time."""
    people = {one["label"]: one for name in ("children", "adults") for one in body.get(name, ())}
    rings = {one["person"]: one.get("value") for one in body.get("contact_points", ())}
    by: dict[str, list[str]] = {}
    for one in reply["perhaps_known"]:
        by.setdefault(one["label"], []).append(_BY[one["by"]])
    found = []
    for label, ways in by.items():
        who = people.get(label, {})
        words = f"{who.get('names', 'Somebody')} may be known already, by {listed(ways)}. "
        words += "Find them first, and take the referral in on their family."
        found.append(ToldSentence(words, sought(who) or rings.get(label) or ""))
    return found


def _read_first(reply: Mapping[str, Any], body: Mapping[str, Any]) -> list[ToldSentence]:
    """Who may be known already; and of whom it is written that they died, and not said."""
    return [*_perhaps_known(reply, body), *_perhaps_dead(body)]


def _perhaps_dead(body: Mapping[str, Any]) -> Iterator[ToldSentence]:
    """Words about an adult who is added. Somebody who died is no danger's, and nobody's to ring."""
    words: dict[str, list[str]] = {}
    for name, member in (("signs", "note"), ("safety", "reason"), ("relationships", "explanation")):
        for one in body.get(name, ()):
            words.setdefault(one["person"], []).append(one.get(member, ""))
    for adult in body.get("adults", ()):
        is_said = any(adult.get(one) for one in ("has_died", "died_on", "died_in"))
        if not is_said and any(map(may_say_that_they_died, words.get(adult["label"], ()))):
            yield ToldSentence(
                f"These words may say that {adult.get('names', 'somebody')} has died. If so, say "
                "that at “Have they died?”. As it is they are to be asked, and a note of danger "
                "may hold others."
            )


def _answered(visit: Visit, recorded: Mapping[str, Any]) -> str | Response:
    """The answer to the first question, where there is one: where it stands on record, or, of one
    that could not wait until it does, itself.
    """
    answer = recorded["first_answer"]
    if answer is None:
        form = ANOTHER if "file" in visit.path else REFERRAL
        return recorded_at(visit, recorded, form)
    if answer["ledger"] is None:
        return answered_now(visit, answer, recorded["file"])
    return f"/files/{recorded['file']}/checks/{answer['ledger']['seq']}"


_POINTS: Final = {"reference-in-use": "reference", "dob-or-due-date": "children"}
_LEAD: Final = (
    "All of it is recorded in one act. If a child is at risk now, share now and take it in after."
)
_ALWAYS: Final = frozenset(
    {
        *("children/label", "adults/label", "first_check/subjects"),
        *("relationships/person", "relationships/child", "relationships/role"),
        *("relationships/pr_status", "relationships/pr_source", "relationships/explanation"),
        *("contact_points/person", "contact_points/type", "safety/person"),
        *(
            "contact_points/safety",
            "contact_points/value",
            "contact_points/safe_times",
            "contact_points/protected",
            *("safety/safe_to_ask", "safety/reason"),
        ),
        *("signs/person", "signs/note"),
    }
)

REFERRAL: Final = Form(
    operation="takeReferral",
    title="Take in a referral",
    lead=_LEAD,
    fields=(
        Text("reference", "The case system's reference", width=20),
        _CHILDREN,
        _ADULTS,
        *_REFERRER,
        *_QUESTION,
    ),
    points=_POINTS,
    leaves_out=without_a_list(_LISTED),
    besides=placed,
    always=_ALWAYS,
    is_checked=True,
    keeps_drafts=True,
    tells=_read_first,
    after=_answered,
)

ANOTHER: Final = Form(
    operation="addReferral",
    title="Take in a referral on this family",
    lead=f"Whoever is on file stays on it: add only who is new. {_LEAD}",
    fields=(_CHILDREN, _ADULTS, *_REFERRER),
    points={"dob-or-due-date": "children"},
    leaves_out=without_a_list(_LISTED),
    besides=placed,
    always=_ALWAYS - {"first_check/subjects"},
    is_checked=True,
    keeps_drafts=True,
    tells=_read_first,
    after=_answered,
)

PAGES: Final = pages(REFERRAL, ANOTHER)
