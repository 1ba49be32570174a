"""What can be chosen in a form: the people of the file, the services of the directory, codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias

from ...api.edge.operations import READERS
from ...domain.codes import codes, label
from ...domain.scope import ANY
from ...domain.words.naming import day, listed, lower_first
from ..agencies import agency_called
from ..ages import age
from ..asking import ask
from ..called import names_on, stand_for_nobody, told_apart
from ..frame import Visit

#: Listings on one page of the directory, and pages of it that a form reads.
_PAGE: Final = "200"
_PAGES: Final = 20


class Choice(NamedTuple):
    """One thing that can be chosen, in words. `group` is the heading that it is listed under."""

    value: str
    words: str
    hint: str = ""
    group: str = ""


class Known:
    """What a form can say of what stands on record. Each is asked once, where a field needs it."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    @cached_property
    def file(self) -> dict[str, Any]:
        """`showFile` of the file that the page's address names."""
        return ask(self.visit, "showFile", file=self.visit.path["file"])

    @cached_property
    def disclosures(self) -> list[dict[str, Any]]:
        """What agencies of the file were asked or told: the first page of them."""
        query, file = {"limit": _PAGE}, self.visit.path["file"]
        found: list[dict[str, Any]] = ask(self.visit, "listDisclosures", query, file=file)[
            "disclosures"
        ]
        return found

    @cached_property
    def history(self) -> dict[str, Any]:
        """`showHistory` of the file, the newest entry first, with whoever recorded each."""
        file, cursor = self.visit.path["file"], dict[str, str]()
        found: list[dict[str, Any]] = []
        staff: dict[str, str] = {}
        for _ in range(_PAGES):
            page = ask(self.visit, "showHistory", {"limit": _PAGE, **cursor}, file=file)
            found += page["entries"]
            staff |= page["staff"]
            if page["next"] is None:
                break
            cursor = {"cursor": page["next"]}
        return {"entries": found[::-1], "staff": staff}

    @cached_property
    def services(self) -> list[dict[str, Any]]:
        """The directory: each service that has not ended."""
        return self._going_on("listServices", "services")

    @cached_property
    def staff(self) -> list[dict[str, Any]]:
        """Whoever is listed as working here, and has not left."""
        return self._going_on("listStaff", "people")

    def _going_on(self, operation: str, member: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        for _ in range(_PAGES):
            page = ask(self.visit, operation, {"limit": _PAGE, **cursor})
            found += [one for one in page[member] if not one["ended"]]
            if page["next"] is None:
                break
            cursor = {"cursor": page["next"]}
        return found

    def name(self, person: str) -> str:
        """What somebody on the file is called."""
        return names_on(self.file).get(person, "Somebody")


class Unread(Known):
    """Where nothing can be read, nobody and nothing is listed: what is typed says it."""

    def _going_on(self, operation: str, member: str) -> list[dict[str, Any]]:  # noqa: ARG002
        return []


#: Who may be given a family to work with, and ask for a decision about it.
_WORK_WITH_FAMILIES: Final = frozenset(
    {
        *("MASH_WORKER", "MASH_MANAGER", "HEAD_OF_SERVICE", "SOCIAL_WORKER"),
        *("EDT_WORKER", "EDT_MANAGER"),
    }
)

#: Whoever is chosen is told or rung next: of whom that is not safe it is said where they stand.
_WARY: Final = {"NO": " (not safe to ask)", "NOT_KNOWN": " (not known whether safe to ask)"}

Source: TypeAlias = Callable[[Known], Iterable[Choice]]


def apart(choices: Iterable[Choice]) -> list[Choice]:
    """Each, and of those that read alike under one heading which of them it is."""
    every = list(choices)
    alike = told_apart([f"{one.group}\n{one.words}" for one in every])
    return [
        one._replace(words=words.partition("\n")[2])
        for one, words in zip(every, alike, strict=True)
    ]


def children(known: Known) -> Iterator[Choice]:
    """Each child of the file."""
    for one in known.file["children"]:
        yield Choice(one["id"], f"{one['names']}, {age(one, known.file['as_of'])}")
        yield from _perhaps_another(one, "")


def adults(known: Known) -> Iterator[Choice]:
    """Each adult, with what they are to whom: two may have one name."""
    for one in known.file["adults"]:
        words = ", ".join((one["names"], *_what_they_are(known, one["id"])))
        wary = _WARY.get(one["asking"], "")
        yield Choice(one["id"], f"{words}{wary}")
        yield from _perhaps_another(one, wary)


def _perhaps_another(one: Mapping[str, Any], wary: str) -> Iterator[Choice]:
    """Whoever is read as this person, where no manager has confirmed it: what is said of them is
    put on record as theirs, and is not lost to the other if they were two.
    """
    for other in one["also"]:
        if not other["confirmed"]:
            became = "refused" if other["refused"] else "not confirmed"
            words = f"{other['names']} ({became} that this is {one['names']})"
            yield Choice(other["id"], f"{words}{wary}")


def everybody(known: Known) -> Iterator[Choice]:
    """Whoever stands on the file."""
    yield from adults(known)
    yield from children(known)


def somebody(known: Known) -> Iterator[Choice]:
    """Of those, whoever can be spoken to: no placeholder for whom nobody knows."""
    nobody = stand_for_nobody(known.file)
    yield from (one for one in everybody(known) if one.value not in nobody)


def enquiries(known: Known) -> Iterator[Choice]:
    """Each enquiry that goes on."""
    for one in known.file["enquiries"]:
        if one["goes_on"]:
            yield Choice(one["id"], f"Opened on {day(datetime.fromisoformat(one['opened_at']))}")


def on_file(known: Known) -> Iterator[Choice]:
    """Whatever somebody can be told of, or say something about: answers, decisions, meetings."""
    for one in known.file["responses"]:
        words = f"{label('answers', one['answer'])}{_whom(one)}"
        yield _dated(one["id"], f"{known.name(one['person'])}: {words}", one["effective_at"])
    for one in known.file["authorisations"]:
        words = f"{label('authorisation_kinds', one['kind'])}{_whom(one)}"
        yield _dated(one["id"], f"Decision: {words}", one["decided_at"])
    for one in known.file["conversations"]:
        words = f"Conversation with {known.name(one['person'])}"
        yield _dated(one["id"], words, one["effective_at"])


def _whom(one: Mapping[str, Any]) -> str:
    """Which services it is about: of two of one day nobody else could tell which is which."""
    agencies = [agency_called(each) for each in one["scope"]["agencies"]]
    kinds = [lower_first(_kind(each)) for each in one["scope"]["categories"]]
    about = f", {listed(agencies)}: {listed(kinds)}" if agencies and kinds else ""
    return about if one["corrected"] is None else f"{about}, found to be wrong since"


def _kind(code: str) -> str:
    return "anything" if code == ANY else label("categories", code)


def _dated(id: str, words: str, at: str) -> Choice:
    return Choice(id, f"{words}, {day(datetime.fromisoformat(at))}")


def of_list(*lists: str, but: Iterable[str] = (), only: Iterable[str] = ()) -> Source:
    """The codes of these lists in their own words; `only` some of them, in that order."""
    left_out = frozenset(but)
    rows = {code: row.label for name in lists for code, row in codes(name).items()}
    found = [Choice(code, rows[code]) for code in (only or rows) if code not in left_out]
    return lambda _: found


def services(known: Known) -> Iterator[Choice]:
    """Each service of the directory under its type, and each type for what is not listed."""
    by_type: dict[str, list[dict[str, Any]]] = {}
    for one in known.services:
        by_type.setdefault(one["type"], []).append(one)
    for code in codes("agencies"):
        words = label("agencies", code)
        for one in by_type.get(code, ()):
            yield Choice(f"{code}.{one['service']}", one["names"][0], group=words)
        yield Choice(code, f"{words}: not listed, or not known which", group=words)


def not_looked_up(service: str, organisation: str) -> str:
    """A service as it was chosen or typed, where the directory cannot be read."""
    kind, _, id = service.partition(".")
    words = label("agencies", kind) if kind in codes("agencies") else kind
    named = "the one that you chose from the list" if id else organisation
    return ", ".join(filter(None, [words, named]))


def staff(known: Known) -> Iterator[Choice]:
    """Whoever works here, by name. Whoever reads is among them, listed or not."""
    reader = known.visit.signed_in and known.visit.signed_in.principal.id
    if reader and reader not in {one["staff"] for one in known.staff}:
        yield Choice(reader, "You")
    for one in known.staff:
        yield Choice(one["staff"], ", ".join(filter(None, (one["names"], one["team"]))))


def teams(known: Known) -> Iterator[Choice]:
    """Each team that somebody who works here is in."""
    for one in sorted({one["team"] for one in known.staff if one["team"]}):
        yield Choice(one, one)


def of_families(known: Known) -> Iterator[Choice]:
    """Of those, whoever works with families: who is known to do something else is given none."""
    return _whose_roles(known, _WORK_WITH_FAMILIES)


def readers(known: Known) -> Iterator[Choice]:
    """Of those, whoever may read a family's record: nobody else can be named to read one."""
    return _whose_roles(known, READERS)


def _whose_roles(known: Known, among: Set[str]) -> Iterator[Choice]:
    others = {
        one["staff"] for one in known.staff if one["roles"] and among.isdisjoint(one["roles"])
    }
    yield from (one for one in staff(known) if one.value not in others)


def _what_they_are(known: Known, person: str) -> Iterator[str]:
    """Once for each role: mother of John and Sam."""
    by_role: dict[str, list[str]] = {}
    for child in known.file["children"]:
        for carer in child["caregivers"]:
            if carer["person"] == person:
                by_role.setdefault(carer["role"], []).append(child["names"])
    for role, of in by_role.items():
        yield f"{lower_first(label('roles', role))} of {listed(of)}"
