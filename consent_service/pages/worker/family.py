"""Where a family stands, on one page: who they are, what is agreed and due, whom we reached."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, Final

from flask import Response

from ...domain.codes import PLACEHOLDER, codes, label
from ...domain.file.findings import OF_AGE
from ...domain.words.naming import lower_first
from ..ages import years_of_child
from ..asking import ask, ask_for_all
from ..asone import read_as_one
from ..called import enquiries_called, names_on, referrer, who_has
from ..died import died_on, died_when
from ..forms.usual import FILE
from ..frame import Visit, show
from ..heard import (
    heard_elsewhere_alone,
    spoken_or_tried,
    spoken_to,
)
from ..helpnow import help_asked_here
from ..keptback import wary_in_words
from ..navigation import may_use
from ..offering import Offer, offered, taken
from ..page import Page
from ..rated import offers_of, rated
from ..reached import ASKED, asked_for_another, how_safe
from ..unconfirmed import beside
from ..whodecides import (
    BEFORE_THE_BIRTH,
    answered,
    found_able,
    orders_of,
    said_besides,
)
from .aboutdue import due_here
from .agreed import as_asked_last
from .childrensay import children_say, young_people
from .dangers import dangers_of, needs_saying
from .decidedhere import decided_here, looked_at_again
from .drawing import of_file
from .injuries import injuries_of
from .liftedbyphone import lifted_by_telephone
from .nominating import advocate_now, only_support
from .onename import where_one_or_two
from .otherfiles import on_other_files

#: Who decides by an order decides no more then: an interim one ends within weeks.
_ENDED: Final = "Record that this has ended"
_COUNCIL: Final = "LOCAL_AUTHORITY"
_NOT_SAID: Final = "NOT_STATED"
#: Where somebody stands about a child of whom they have said nothing to us.
_NOTHING_SAID: Final = frozenset({"NOT_ASKED", "ATTEMPTED", "REPORTED_NOT_CONFIRMED"})
#: What can be recorded of any family, in the order of a call.
_RECORDS: Final = (
    ("recordAttempt", "You tried to reach somebody"),
    ("withdraw", "They take back what they agreed to"),
    ("recordSign", "A sign of danger"),
    ("recordSafety", "Whether it is safe to ask somebody"),
    ("recordWish", "What a child wants"),
    ("recordContactPoint", "A way to reach somebody"),
    ("agreeKeepInformed", "How to keep somebody informed"),
    ("recordContactMade", "You kept somebody informed"),
    ("changeAdvocateStatus", "About an advocate"),
    ("recordNeeds", "What makes an advocate matter more"),
    ("addReferral", "Another referral about this family"),
    ("addChild", "Another child"),
    ("addAdult", "Another adult"),
    ("recordRelationship", "What an adult is to a child"),
    ("requestDecision", "Ask a manager to decide"),
    ("recordDisclosure", "You contacted an agency"),
    ("recordInjury", "An injury"),
    ("askCorrection", "Somebody says that something is wrong"),
)


def _family(visit: Visit) -> Response:
    file = visit.path["file"]
    stands = ask(visit, "showFile", file=file)
    names = names_on(stands)
    # Somebody's words that a list has no room for are read by nobody.
    due = ask_for_all(visit, "listTasksOfFile", file=file)["tasks"]
    heard = {one["id"] for one in stands["adults"] if spoken_to(stands, one["id"])}
    roles = {code: row.label for code, row in codes("roles").items()}
    enquiries = list(_enquiries(visit, stands))
    return show(
        visit,
        "the_family.html",
        "The family",
        is_wide=True,
        file=file,
        stands=stands,
        names=names,
        as_one=list(read_as_one(visit, stands)),
        by_telephone=list(lifted_by_telephone(stands)),
        on_other_files=list(on_other_files(visit, stands)),
        drawing=of_file(stands, heard, roles),
        help_asked=help_asked_here(stands, [{"tasks": due}]),
        asked_for=as_asked_last(stands["responses"]),
        in_words=list(_in_words(stands, names)),
        orders=[
            (f"{child['names']}: {words}", list(offered(visit, "endOrder", _ENDED, order=order)))
            for child in stands["children"]
            for order, words in orders_of(stands, child["id"])
        ],
        enquiries=enquiries,
        worries=_worries(enquiries),
        young=list(young_people(stands, names)),
        spoken=list(_spoken(visit, stands, names)),
        injuries=list(injuries_of(visit, stands, names)),
        children_say=list(children_say(visit, stands, names)),
        decided=list(decided_here(stands)),
        again=looked_at_again(visit, stands),
        contacts=list(_contacts(stands, names)),
        reached_otherwise=list(_reached_otherwise(stands, names)),
        due=list(due_here(visit, due, names, stands)),
        talk=[*offered(visit, "recordConversation", "Record a conversation")],
        records=[*_born(visit, stands), *_records(visit)],
        gives_ways_in=visit.signed_in is not None and may_use(visit.signed_in, "giveWayIn"),
        sees_named=visit.signed_in is not None and may_use(visit.signed_in, "listRestrictions"),
    )


def _in_words(stands: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    """What the drawing shows."""
    for child in stands["children"]:
        yield f"{child['names']}, {years_of_child(stands, child)}."
        if child["age"] is None:
            yield BEFORE_THE_BIRTH
        for carer in child["caregivers"]:
            lives = {"YES": "lives with them", "NO": "does not live with them"}
            who, what = names.get(carer["person"], "Somebody"), label("roles", carer["role"])
            if carer["role"] == PLACEHOLDER:
                is_what = f"The father of {child['names']} is not known yet"
            else:
                is_what = (
                    f"{who} is the {lower_first(what).removeprefix('the ')} of {child['names']}"
                )
            parts = [
                is_what,
                beside(
                    f"parental responsibility{'' if child['age'] is not None else ' once born'}: "
                    f"{lower_first(label('pr_statuses', carer['pr_status']))}",
                    carer,
                    "; ",
                ),
                *filter(None, [lives.get(carer["lives_with"])]),
                *filter(None, [(carer["explanation"] or "").rstrip(".")]),
            ]
            yield f"{'; '.join(parts)}."


def _enquiries(visit: Visit, stands: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    staff = stands["staff"]
    for one, words in zip(stands["enquiries"], enquiries_called(stands), strict=True):
        yield {
            "called": words,
            "opened_at": one["opened_at"],
            "rating": rated(one, staff),
            "owner": who_has(one, staff),
            "team": one["team"],
            "worry": one["worry"],
            "referrer": _referrer(one),
            "goes_on": one["goes_on"],
            "take": None if one["owner"] or not one["goes_on"] else taken(visit, one["id"]),
            "offers": offers_of(visit, one),
            "closed_at": one["closed_at"],
            "because": one["close_reason"]
            and lower_first(label("close_reasons", one["close_reason"])),
        }


def _worries(enquiries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What somebody is worried about, each once: of an enquiry that goes on before the same of one
    that has ended. Where none goes on the last is what it was about.
    """
    told = [one for one in enquiries if one["worry"] or one["referrer"]]
    going_on = [one for one in told if one["goes_on"]] or told[-1:]
    once = {(one["worry"], str(one["referrer"])): one for one in (*reversed(told), *going_on)}
    return [{**one, "is_over": one not in going_on} for one in told if one in once.values()]


def _referrer(enquiry: Mapping[str, Any]) -> dict[str, Any] | None:
    """Who told us, and what they say of the parents: their word, and nobody's answer."""
    who, said = referrer(enquiry), enquiry["referrer_reported_consent"]
    if not who:
        return None
    return {
        "who": who,
        "not_named": enquiry["referrer_anonymous"],
        "says": None if said in (None, _NOT_SAID) else label("referrer_reported_consent", said),
        "words": enquiry["referrer_words"],
    }


def _speaks(adult: Mapping[str, Any]) -> str:
    """How somebody is talked to, read before they are rung."""
    language, interpreter = adult["language"], adult["interpreter_needed"]
    parts = (
        f"Speaks {language}" if language else "",
        "Needs an interpreter" if interpreter else "",
    )
    return ". ".join(filter(None, parts))


def _spoken(
    visit: Visit, stands: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Each adult, and what they answered, in their own words; or how often it was tried."""
    carers = [carer for child in stands["children"] for carer in child["caregivers"]]
    alone = {carer["person"] for carer in carers if carer["role"] in (_COUNCIL, PLACEHOLDER)}
    died = died_when(stands)
    support = only_support(stands, names)
    for adult in stands["adults"]:
        besides = said_besides(stands, adult["id"])
        yield {
            "names": names[adult["id"]],
            "died": died.get(adult["id"]),
            "asking": adult["asking"],
            "not_to_hear": adult["only_not_to_hear"],
            "dangers": list(dangers_of(stands, adult["id"])),
            "able": list(found_able(stands, adult["id"])),
            "answered": list(answered(stands, adult["id"])),
            "one_or_two": where_one_or_two(visit.path["file"], adult["id"])
            if needs_saying(stands, adult["id"])
            else None,
            **spoken_or_tried(stands, adult["id"]),
            "elsewhere": heard_elsewhere_alone(stands, adult["id"]),
            "not_about": list(_not_asked_about(stands, adult["id"], {*died})),
            "reachable": adult["reachable"],
            "besides": besides,
            "speaks": _speaks(adult),
            "advocate": advocate_now(visit, stands, adult["id"]),
            # A council, and nobody known yet, are none who need somebody beside them.
            "needs_nobody": adult["id"] in alone or adult["id"] in support,
            "supports": support.get(adult["id"]),
        }


def _not_asked_about(stands: Mapping[str, Any], person: str, died: Container[str]) -> Iterator[str]:
    """Each child for whom they care and of whom they said nothing to us: that they were spoken to
    says nothing of that (`domain.md` 0.6).
    """
    for child in stands["children"]:
        is_a_child = child["id"] not in died and (child["age"] or 0) < OF_AGE
        for carer in child["caregivers"] if is_a_child else ():
            if carer["person"] == person and carer["status"] in _NOTHING_SAID:
                yield child["names"]


def _contacts(stands: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    died = died_on(stands)
    for one in stands["contact_points"]:
        if one["person"] in died:
            # Nobody rings them: what stands there is in the timeline.
            continue
        yield {
            "id": one["id"],
            "whose": names.get(one["person"], "Somebody"),
            "type": label("contact_types", one["type"]),
            "value": one["value"],
            "withheld": one["withheld"],
            "safety": how_safe(one),
            "asked": asked_for_another(stands, one["person"]) if one["doubt"] == ASKED else None,
            "wary": wary_in_words(stands, one["person"]),
        }


def _reached_otherwise(
    stands: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Who asked to be reached otherwise, and stands with no way of theirs that says so."""
    said = {one["person"] for one in stands["contact_points"] if one["doubt"] == ASKED}
    for person, called in names.items():
        asked = None if person in said else asked_for_another(stands, person)
        if asked is not None and asked["answered_at"] is None:
            yield {"whose": called, **asked}


def _born(visit: Visit, stands: Mapping[str, Any]) -> Iterator[Offer]:
    """Of whom the birth is awaited: it is not put right, it is recorded."""
    for child in stands["children"]:
        if child["age"] is None:
            yield from offered(
                visit, "recordBirth", f"{child['names']} was born", child=child["id"]
            )


def _records(visit: Visit) -> Iterator[Offer]:
    for operation, words in _RECORDS:
        yield from offered(visit, operation, words)


PAGES: Final = (Page("family", "GET", FILE, _family),)
