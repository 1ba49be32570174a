"""Check before you contact an agency: five questions on one page, and the answer on the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import permutations
from typing import Any, Final

from flask import Response

from ...actions.refused import Refused
from ...domain.answers import Flag
from ...domain.codes import label
from ...domain.following.ofthefamily import DO_NOT_CONTACT
from ...domain.recorded.notwritten import IN_THEIR_WORDS, NOT_WRITTEN
from ...domain.times import LONDON
from ...domain.words.naming import lower_first
from ...domain.writing import name_key
from ..agencies import DOES
from ..asking import ask
from ..called import asking_of, councils, enquiries_by_id, not_to_hear
from ..died import died_when
from ..forms.choices import Choice, Known, adults, children, enquiries
from ..forms.filling import pages
from ..forms.form import Form, Group
from ..forms.inputs import Checks, Radios, Select, WhichAgency
from ..forms.typed import Typed
from ..forms.usual import FILE
from ..frame import Visit, show
from ..heard import answers, is_pressed, own_words, spoken_or_tried
from ..helpnow import help_asked_here
from ..keptback import kept_now
from ..navigation import may_use
from ..offering import Offer, offered
from ..page import Page
from ..shownagain import at_once
from ..unconfirmed import holds
from ..whodecides import found_unable, noes_beside, said_besides
from .aboutdue import due_of
from .asked import MAY_GO_AHEAD, where_asked
from .decidedhere import looked_at_again, not_to_share_now
from .eachanswer import NO_ANSWER, each_answer
from .eachitem import CONTACTED, items_of, name_in, names_in, who_is
from .rightnow import asked_right_now
from .saidfirst import said_first
from .tobeheard import sent_to_nobody, their_own, to_be_heard
from .withoutnames import is_kept_from, whoever_was_found, without_names

#: Places in the ledger, one for each agency that was asked about.
_PLACES: Final = re.compile(r"[0-9]{1,15}(?:-[0-9]{1,15}){0,9}")
#: What is answered with a decision of a manager's, where it is not agreed.
_MAY_BE_DECIDED: Final = frozenset({"ASK", "OBJECTION", "DECISION_NEEDED", "PARTLY_COVERED"})


def _answered(visit: Visit, recorded: Mapping[str, Any]) -> str | Response:
    """To where the answers stand. What stands on no ledger is shown at once, and so is what could
    not be answered: where a file cannot be opened, that stands on another. Of a record that is kept
    to others it is shown here what was answered, and nobody is named.
    """
    answers, is_kept = recorded["answers"], is_kept_from(visit)
    places = [one["ledger"] and one["ledger"]["seq"] for one in answers]
    if None in places or any(one["outcome"] in NO_ANSWER for one in answers):
        return at_once(each_answer(visit, answers, is_kept=is_kept))
    if is_kept:
        return each_answer(visit, answers, is_kept=True)
    return f"/files/{visit.path['file']}/checks/{'-'.join(map(str, places))}"


def _children_first(known: Known, typed: Typed) -> Iterator[Choice]:
    if found := whoever_was_found(known, typed):
        yield from found
        return
    yield from children(known)
    yield from adults(known)


def _which(known: Known) -> Iterator[Choice]:
    """Each enquiry that goes on; of a record that is kept to others none is read here."""
    if not is_kept_from(known.visit):
        yield from enquiries(known)


CHECK: Final = Form(
    operation="checkAgencies",
    at=f"{FILE}/check",
    title="Check before you contact an agency",
    template="check.html",
    from_address=frozenset({"subjects", "agencies", "categories", "purpose", "direction"}),
    fields=(
        Checks("subjects", "Who is the information about?", of_typed=_children_first),
        Group("agencies", "Which service?", (WhichAgency("", "Service"),), each="Service"),
        Checks("categories", "What information?"),
        Select("purpose", "Why?"),
        Radios("direction", "Are you asking, telling or both?"),
        Select(
            "enquiry",
            "For which enquiry?",
            choices=_which,
            hint="Leave it empty if you do not know. What is agreed in one of them alone does not "
            "count as agreed then.",
        ),
    ),
    button="Check",
    says=without_names,
    after=_answered,
    more=lambda known, _: {"file": known.visit.path["file"]},
    besides=asked_right_now,
)


def _shown(visit: Visit) -> Response:
    """The answer to one question, or a line for each of several."""
    file, places = visit.path["file"], visit.path["places"]
    if not _PLACES.fullmatch(places):
        raise Refused("not-found")
    answers = [ask(visit, "showCheck", file=file, seq=place) for place in places.split("-")]
    stands = ask(visit, "showFile", file=file)
    if len(answers) > 1:
        return each_answer(visit, answers, stands=stands)
    (answer,) = answers
    names = names_in(answer, stands)
    answer = {**answer, "people": names}
    return show(
        visit,
        "answer.html",
        answer["headline"].rstrip("."),
        is_wide=True,
        file=file,
        answer=answer,
        question=_question(answer),
        help_asked=help_asked_here(stands, [answer], file),
        items=items_of(answer, names, stands),
        first=said_first(answer, names, stands),
        spoken=list(_spoken_to(answer, stands)),
        heard_by_nobody=(NOT_WRITTEN, IN_THEIR_WORDS),
        noes=list(_noes_beside(answer, stands)),
        twice=list(_twice(answer, stands)),
        now=[
            *_with_the_enquiry(visit, answer, stands),
            *_of_a_plan(visit, answer, stands),
            *_do_now(visit, answer, stands),
        ],
        due=list(due_of(visit, answer, stands)),
        words=answer["agency_words"],
        since=_since(visit, answer, stands),
        not_now=list(not_to_share_now(stands, answer)),
        kept=list(kept_now(stands, answer["asked"]["subjects"])),
        again=looked_at_again(visit, stands),
        beforehand=answer["beforehand"],
    )


def _since(visit: Visit, answer: Mapping[str, Any], stands: Mapping[str, Any]) -> str | None:
    """Where the same is asked anew, if something was recorded of the family after the answer was
    given, or it is not of today: a page that is opened again, or gone back to, is what was said
    then. None for the answer of now.
    """
    days = {
        datetime.fromisoformat(one).astimezone(LONDON).date()
        for one in (answer["at"], stands["as_of"])
    }
    seq = answer["ledger"] and answer["ledger"]["seq"]
    if len(days) == 1 and (seq is None or stands["changed_at_seq"] <= seq):
        return None
    return where_asked(visit.path["file"], answer["asked"], answer["enquiry"])


_NAME_THE_ENQUIRY: Final = "NAME_THE_ENQUIRY"
_OBJECTION: Final = "OBJECTION"
_ASK: Final = "ASK"
_NO: Final = "NO"
_SAFE: Final = "YES"
_NOT_KNOWN: Final = "NOT_KNOWN"
_WARY_FIRST: Final = (_NO, _NOT_KNOWN, _SAFE)


def _question(answer: Mapping[str, Any]) -> dict[str, str]:
    asked = answer["asked"]
    return {
        "does": DOES.get(asked["direction"], CONTACTED),
        "agency": asked["agency_words"],
        "what": ", ".join(lower_first(label("categories", one)) for one in asked["categories"]),
        "about": _listed(name_in(answer["people"], one) for one in asked["subjects"]),
        "why": label("purposes", asked["purpose"]),
    }


def _spoken_to(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each caregiver: whether we spoke to them or tried to, and what they said of this."""
    said = {one["id"]: one for one in answers(stands)}
    died = died_when(stands)
    until = answer["ledger"] and answer["ledger"]["seq"]
    first = _who_decide_alone(answer)
    known = {one["person"] for one in (*first, *answer["caregivers"])}
    first += [one for one in _children_heard(answer, stands) if one["person"] not in known]
    for one in (*first, *answer["caregivers"]):
        positions = [
            position for position in _of(answer, one["person"]) if position["response"] in said
        ]
        own = [said[position["response"]] for position in positions]
        last = max(own, key=lambda a: a["effective_at"], default=None)
        talk = None if last is None or is_pressed(last, stands) else last
        method = talk and talk["method"]
        yield {
            "who": who_is(answer["people"], one["person"], one["role"]),
            "died": died.get(one["person"]),
            **spoken_or_tried(stands, one["person"], until),
            **({"at": talk["effective_at"]} if talk else {}),
            "how": method and lower_first(label("methods", method)),
            "words": next(filter(None, (own_words(a, stands) for a in own)), None),
            "besides": said_besides(stands, one["person"]),
            "wish": _wish_of(stands, one["person"]),
            "found": found_unable(stands, one["person"]),
            "safe": _asking(answer, stands, one["person"]),
            "not_to_hear": not_to_hear(stands, one["person"]),
        }


def _asking(answer: Mapping[str, Any], stands: Mapping[str, Any], person: str) -> str:
    """Whether it is safe to ask them, by the answer and by what is on record: no one thing that is
    asked about, and no answer of before, makes somebody safe who by another is not.
    """
    every = {asking_of(stands, person), *(one["asking"] for one in _of(answer, person))}
    return next((one for one in _WARY_FIRST if one in every), _NOT_KNOWN)


def _children_heard(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Children asked about who were heard to want something, or found unable to decide at 16."""
    asked = dict.fromkeys(item["subject"] for item in answer["items"])
    own = (one for one in asked if _wish_of(stands, one) or found_unable(stands, one))
    return [{"person": one, "role": None} for one in own]


def _wish_of(stands: Mapping[str, Any], person: str) -> Mapping[str, Any] | None:
    """What a child was last heard to want: in words, against it, or that somebody is not told."""
    wishes = [one for one in stands["known"]["wishes"] if one["child"] == person]
    last = max(wishes, key=lambda one: (one["at"], one["seq"]), default=None)
    says = ("objects", "words", "not_to_be_told", "not_to_be_told_because")
    return last if last is not None and any(last[one] for one in says) else None


def _who_decide_alone(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Young people whose own word is asked for: they come first."""
    adults = {one["person"] for one in answer["caregivers"]}
    own = dict.fromkeys(their_own(answer))
    return [{"person": person, "role": None} for person in own if person not in adults]


def _noes_beside(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Where it is said that there is a no close to this: each that does not stand in the answer."""
    if any(flag["code"] == Flag.RELATED_REFUSAL for flag in answer["flags"]):
        told = {one["entry"] for item in answer["items"] for one in item["positions"]}
        yield from noes_beside(stands, answer["ledger"] and answer["ledger"]["seq"], told)


def _twice(answer: Mapping[str, Any], stands: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each child it is about who may stand on this file twice, by name and day of birth: what was
    said of the other is not in this answer. With every no that is on record.
    """
    places = answer["ledger"] and answer["ledger"]["seq"]
    told = {one["entry"] for item in answer["items"] for one in item["positions"]}
    said = filter(holds, stands["known"]["told_apart"])
    apart = {frozenset((one["person"], one["other"])) for one in said}
    asked = answer["asked"]["subjects"]
    for one, other in permutations(stands["children"], 2):
        is_alike = _alike(one) == _alike(other) and frozenset((one["id"], other["id"])) not in apart
        if one["id"] in asked and other["id"] not in asked and is_alike:
            yield {
                "who": one["names"],
                "other": other["id"],
                "noes": list(noes_beside(stands, places, told)),
            }


def _alike(child: Mapping[str, Any]) -> tuple[str, str | None]:
    return name_key(child["names"]), child["dob"]


def _of(answer: Mapping[str, Any], person: str) -> Iterator[Mapping[str, Any]]:
    for item in answer["items"]:
        yield from (one for one in item["positions"] if one["person"] == person)


def _do_now(visit: Visit, answer: Mapping[str, Any], stands: Mapping[str, Any]) -> Iterator[Offer]:
    """What the answer leads to, as filled-in forms: to nobody from whom a decision is kept."""
    seq = answer["ledger"] and answer["ledger"]["seq"]
    ahead = [one["subject"] for one in answer["items"] if one["outcome"] in MAY_GO_AHEAD]
    names = _listed(name_in(answer["people"], one) for one in dict.fromkeys(ahead))
    if ahead and DO_NOT_CONTACT not in answer["next"]:
        words = f"I am contacting them about {names}"
        yield from offered(visit, "recordDisclosure", words, check=seq)
    kept = sent_to_nobody(stands)
    for person in to_be_heard(answer, stands, kept):
        words = f"Record what {name_in(answer['people'], person)} says"
        yield from _heard(visit, words, person, answer, stands)
    for person in dict.fromkeys(one for one in _said_no(answer) if one not in kept):
        words = f"Talk again: record what {name_in(answer['people'], person)} says"
        yield from _heard(visit, words, person, answer, stands)
    for person, entry in _words_that_hold(answer):
        words = f"Say why what {name_in(answer['people'], person)} said is not a no"
        yield from offered(visit, "readWords", words, entry=entry)
    if answer["outcome"] in _MAY_BE_DECIDED:
        words = "Ask a manager to decide"
        words += " anew" if any(not_to_share_now(stands, answer)) else ""
        yield from offered(visit, "requestDecision", words, check=seq)
    yield from offered(visit, "followUpCheck", "Say what you did", check=seq)


def _heard(
    visit: Visit, words: str, person: str, answer: Mapping[str, Any], stands: Mapping[str, Any]
) -> Iterator[Offer]:
    """Where what somebody says is written down. With a council nobody talks: a named manager
    answers for one that has a say.
    """
    may = visit.signed_in is not None and may_use(visit.signed_in, "listWaiting")
    if person not in councils(stands):
        seq = answer["ledger"] and answer["ledger"]["seq"]
        yield from offered(visit, "recordConversation", words, person=person, check=seq)
    elif may and any(one["decides"] for one in _of(answer, person)):
        given = {"person": person, "enquiry": answer["enquiry"]}
        yield from offered(visit, "recordResponse", words, **given)


def _words_that_hold(answer: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Of whom something that is no answer may be a no, with the entry in which it stands: once."""
    found = {
        (position["person"], position["entry"])
        for item in answer["items"]
        for position in item["positions"]
        if position["holds"] and position["response"] is None and position["entry"] is not None
    }
    yield from sorted(found, key=lambda one: one[1])


def _with_the_enquiry(
    visit: Visit, answer: Mapping[str, Any], stands: Mapping[str, Any]
) -> Iterator[Offer]:
    """Where it is agreed in one enquiry and not in another, the same question of each of them."""
    if visit.signed_in is None or not may_use(visit.signed_in, "checkAgencies"):
        return
    if any(one["code"] == _NAME_THE_ENQUIRY for one in answer["reasons"]):
        called = enquiries_by_id(stands)
        for one in stands["enquiries"]:
            if one["goes_on"]:
                words = f"Check for {lower_first(called[one['id']])}"
                yield Offer(words, where_asked(visit.path["file"], answer["asked"], one["id"]))


def _of_a_plan(
    visit: Visit, answer: Mapping[str, Any], stands: Mapping[str, Any]
) -> Iterator[Offer]:
    """Where it is put on record that a safety plan was given to whom this was asked about."""
    asked, seq = answer["asked"], answer["ledger"] and answer["ledger"]["seq"]
    if not any(one["outcome"] in MAY_GO_AHEAD for one in answer["items"]):
        return
    for plan in stands["plans"]:
        for one in plan["recipients"] if plan["ended"] is None else ():
            question = one["question"]
            if question is None or not one["follows"] or question["purpose"] != asked["purpose"]:
                continue
            alike = {name: question["agency"].get(name) for name in ("type", "id")}
            who = {name: asked["agency"][name] for name in ("type", "id")}
            if alike == who and {*question["subjects"]} == {*asked["subjects"]}:
                words = f"I am giving the safety plan to {one['name'] or asked['agency_words']}"
                yield from offered(visit, "sharePlan", words, recipient=one["recipient"], check=seq)


def _said_no(answer: Mapping[str, Any]) -> Iterator[str]:
    """Who decides, said no, and can be talked to again."""
    for item in answer["items"]:
        for one in item["positions"]:
            can_be = one["asking"] == _SAFE and one["reachable"]
            # In another enquiry that goes on they said it, where this one waits for an answer.
            is_open = item["outcome"] in (_OBJECTION, _ASK)
            if is_open and one["decides"] and one["says"] == _NO and can_be:
                yield one["person"]


def _listed(words: Iterator[str] | Sequence[str]) -> str:
    every = list(words)
    return " and ".join(filter(None, (", ".join(every[:-1]), *every[-1:])))


PAGES: Final = (
    *pages(CHECK),
    Page("checkAnswered", "GET", f"{FILE}/checks/<string:places>", _shown),
)
