"""What can be chosen in a form: the people of the file, the services of the directory, codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias

from ...api.edge.operations import READERS
from ...domain.codes import codes, label
from ...domain.said.contradicting import AGREEMENTS
from ...domain.scopes.scope import ANY
from ...domain.words.naming import day, listed, lower_first
from ..agencies import agency_called
from ..ages import of_child
from ..asking import ask
from ..called import councils, names_on, stand_for_nobody, told_apart
from ..frame import Visit
from ..heard import is_struck
from ..keptback import ask_first

#: So many of a list are read at once; and so many pages of the directory.
_PAGE: Final = "200"
_PAGES: Final = 20


class Choice(NamedTuple):
    """One thing that can be chosen, in words. `group` is the heading that it is listed under, `seq`
    the place of the entry in the ledger by which it can be named as well.
    """

    value: str
    words: str
    hint: str = ""
    group: str = ""
    seq: int | None = None


class EntriesRead(NamedTuple):
    """Entries of `showHistory`, with who the staff are in them."""

    each: list[dict[str, Any]]
    staff: Mapping[str, str]
    has_older: bool


class Known:
    """What a form can say of what stands on record. Each is asked once, where a field needs it."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        #: Whether there are older disclosures than those that were read.
        self.has_older = False
        self._entries: dict[tuple[tuple[str, str], ...], EntriesRead] = {}

    @cached_property
    def file(self) -> dict[str, Any]:
        """`showFile` of the file that the page's address names."""
        return ask(self.visit, "showFile", file=self.visit.path["file"])

    @cached_property
    def disclosures(self) -> list[dict[str, Any]]:
        """What agencies of the file were asked or told: the newest of them, the last one first."""
        page = self._disclosures({"limit": _PAGE, "newest_first": "true"})
        self.has_older = page["next"] is not None
        found: list[dict[str, Any]] = page["disclosures"]
        return found

    @cached_property
    def not_whole(self) -> list[dict[str, Any]]:
        """What was shared at once and is not all written down yet, oldest first."""
        found: list[dict[str, Any]] = self._disclosures({"limit": "1"})["not_whole"]
        return found

    def disclosure(self, id: str) -> dict[str, Any] | None:
        """One of them, however long ago it was."""
        found = self._disclosures({"disclosure": id, "limit": "1"})["disclosures"]
        return found[0] if found else None

    def disclosure_at(self, seq: int) -> str | None:
        """The id of the one that stands in this place of the ledger."""
        found = self._disclosures({"entry": str(seq), "limit": "1"})["disclosures"]
        return found[0]["id"] if found else None

    def _disclosures(self, query: Mapping[str, str]) -> dict[str, Any]:
        return ask(self.visit, "listDisclosures", query, file=self.visit.path["file"])

    def entries(self, **which: str) -> EntriesRead:
        """Of the entries that `showHistory` is asked for, the newest, the last one first."""
        if (asked := tuple(which.items())) not in self._entries:
            query, file = {**which, "limit": _PAGE, "newest_first": "true"}, self.visit.path["file"]
            page = ask(self.visit, "showHistory", query, file=file)
            found = EntriesRead(page["entries"], page["staff"], page["next"] is not None)
            self._entries[asked] = found
        return self._entries[asked]

    def entry(self, seq: str) -> EntriesRead:
        """The one that stands in this place of the ledger, if one of the file's does."""
        query, file = {"from_seq": seq, "limit": "1"}, self.visit.path["file"]
        page = ask(self.visit, "showHistory", query, file=file)
        at = [one for one in page["entries"] if str(one["seq"]) == seq]
        return EntriesRead(at, page["staff"], has_older=False)

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
        return self._names.get(person, "Somebody")

    @cached_property
    def _names(self) -> dict[str, str]:
        return names_on(self.file)


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
WARY: Final = {"NO": " (not safe to ask)", "NOT_KNOWN": " (not known whether safe to ask)"}
NOT_TO_HEAR: Final = " (not to be told: ask a manager)"
#: The same of whoever may be asked, and is not to know of a decision.
ASK_FIRST: Final = " (ask a manager before you speak to them)"

Source: TypeAlias = Callable[[Known], Iterable[Choice]]


def apart(choices: Iterable[Choice]) -> list[Choice]:
    """Each, and of those that read alike under one heading which of them it is."""
    every = list(choices)
    alike = told_apart([f"{one.group}\n{one.words}" for one in every])
    return [
        one._replace(words=words.partition("\n")[2])
        for one, words in zip(every, alike, strict=True)
    ]


def wary_of(known: Known, one: Mapping[str, Any]) -> str:
    """What is to be known of somebody of `showFile` before they are told or rung."""
    if one["only_not_to_hear"]:
        return NOT_TO_HEAR
    kept = ASK_FIRST if one["id"] in ask_first(known.file) else ""
    return WARY.get(one["asking"], kept)


def children(known: Known) -> Iterator[Choice]:
    """Each child of the file."""
    for one in known.file["children"]:
        wary = wary_of(known, one)
        yield Choice(one["id"], f"{one['names']}, {of_child(known.file, one)}{wary}")


def adults(known: Known) -> Iterator[Choice]:
    """Each adult, with what they are to whom: two may have one name. A council is none."""
    nobody = councils(known.file)
    yield from (one for one in holders(known) if one.value not in nobody)


def holders(known: Known) -> Iterator[Choice]:
    """Those and each council: whoever may hold parental responsibility."""
    for one in known.file["adults"]:
        words = ", ".join((one["names"], *what_they_are(known, one["id"])))
        yield Choice(one["id"], f"{words}{wary_of(known, one)}")


def everybody(known: Known) -> Iterator[Choice]:
    """Whoever stands on the file."""
    yield from adults(known)
    yield from children(known)


def whoever_answers(known: Known) -> Iterator[Choice]:
    """Whoever can be spoken to, and a council for which a named manager answers."""
    yield from (one for one in holders(known) if one.value in councils(known.file))
    yield from somebody(known)


def somebody(known: Known) -> Iterator[Choice]:
    """Of those, whoever can be spoken to: no placeholder for whom nobody knows, and nobody who is
    not born yet.
    """
    nobody = stand_for_nobody(known.file)
    nobody |= {child["id"] for child in known.file["children"] if child["age"] is None}
    yield from (one for one in everybody(known) if one.value not in nobody)


def born(known: Known) -> Iterator[Choice]:
    """Each child who can want something, be hurt or be asked: none who is not born yet."""
    unborn = {child["id"] for child in known.file["children"] if child["age"] is None}
    yield from (one for one in children(known) if one.value not in unborn)


def adults_and_born(known: Known) -> Iterator[Choice]:
    """Whoever may be asked something, or told: a placeholder stands for somebody who may be."""
    yield from adults(known)
    yield from born(known)


def enquiries(known: Known) -> Iterator[Choice]:
    """Each enquiry that goes on."""
    for one in known.file["enquiries"]:
        if one["goes_on"]:
            said = [f"Opened on {day(datetime.fromisoformat(one['opened_at']))}"]
            if one["referrer_agency"]:
                said.append(f"referred by: {label('agencies', one['referrer_agency'])}")
            if one["rating"] != "NOT_RATED":
                said.append(label("ratings", one["rating"]))
            yield Choice(one["id"], ", ".join(said))


def on_file(known: Known) -> Iterator[Choice]:
    """Whatever somebody can be told of, or say something about, the newest first: answers,
    decisions, meetings.
    """
    yield from newest_first(_on_file(known))


def newest_first(choices: Iterable[Choice]) -> list[Choice]:
    """By when each was put on record; before them whatever stands there whenever that was."""
    return sorted(choices, key=lambda one: (one.seq is not None, -(one.seq or 0)))


def _on_file(known: Known) -> Iterator[Choice]:
    for one in known.file["responses"]:
        words = f"{what_they_said(one)}{about_which(one)}"
        yield _dated(one, f"{known.name(one['person'])}: {words}", "effective_at")
    for one in known.file["authorisations"]:
        words = f"{label('authorisation_kinds', one['kind'])}{about_which(one)}"
        yield _dated(one, f"Decision: {words}", "decided_at")
    for one in known.file["conversations"]:
        words = f"Conversation with {known.name(one['person'])}"
        yield _dated(one, words, "effective_at")


def _dated(one: Mapping[str, Any], words: str, at: str) -> Choice:
    on = day(datetime.fromisoformat(one[at]))
    return Choice(one["id"], f"{words}, {on}", seq=one["seq"])


def what_they_said(one: Mapping[str, Any]) -> str:
    """Their answer; of a yes what it comes to by now: one in doubt is not called agreed."""
    if one["answer"] in AGREEMENTS:
        return label("shown_statuses", one["status"])
    return label("answers", one["answer"])


def about_which(one: Mapping[str, Any]) -> str:
    """Which services it is about: of two of one day nobody else could tell which is which."""
    agencies = [agency_called(each) for each in one["scope"]["agencies"]]
    kinds = [lower_first(_kind(each)) for each in one["scope"]["categories"]]
    about = f", {listed(agencies)}: {listed(kinds)}" if agencies and kinds else ""
    return f"{about}, found to be wrong since" if is_struck(one) else about


def _kind(code: str) -> str:
    return "anything" if code == ANY else label("categories", code)


def of_list(*lists: str, but: Iterable[str] = (), only: Iterable[str] = ()) -> Source:
    """The codes of these lists in their own words; `only` some of them, in that order."""
    left_out = frozenset(but)
    rows = {code: row.label for name in lists for code, row in codes(name).items()}
    found = [Choice(code, rows[code]) for code in (only or rows) if code not in left_out]
    return lambda _: found


def services(known: Known) -> Iterator[Choice]:
    """Each service of the directory under its type, and each type for what is not listed; where
    none of it is, the type alone says so.
    """
    by_type: dict[str, list[dict[str, Any]]] = {}
    for one in known.services:
        by_type.setdefault(one["type"], []).append(one)
    for code in codes("agencies"):
        words = label("agencies", code)
        for one in by_type.get(code, ()):
            yield Choice(f"{code}.{one['service']}", one["names"][0], group=words)
        other = f"{words}: not listed, or not known which" if code in by_type else words
        yield Choice(code, other, group=words)


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
    """Of those, whoever works with families: who is known to do something else is given none, and,
    where roles are given here, whoever has none of them.
    """
    roles = {one["staff"]: one["roles"] for one in known.staff}
    for one in _whose_roles(known, _WORK_WITH_FAMILIES):
        if roles.get(one.value, True) or not any(roles.values()):
            yield one


def readers(known: Known) -> Iterator[Choice]:
    """Of those, whoever may read a family's record: nobody else can be named to read one."""
    return _whose_roles(known, READERS)


def _whose_roles(known: Known, among: Set[str]) -> Iterator[Choice]:
    others = {
        one["staff"] for one in known.staff if one["roles"] and among.isdisjoint(one["roles"])
    }
    yield from (one for one in staff(known) if one.value not in others)


def what_they_are(known: Known, person: str) -> Iterator[str]:
    """Once for each role: mother of John and Sam."""
    by_role: dict[str, list[str]] = {}
    for child in known.file["children"]:
        for carer in child["caregivers"]:
            if carer["person"] == person:
                by_role.setdefault(carer["role"], []).append(child["names"])
    for role, of in by_role.items():
        yield f"{lower_first(label('roles', role))} of {listed(of)}"
