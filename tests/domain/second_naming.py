"""What a scope meets of an item: a yes by containment, a no by overlap; what services are called.

Written from the text alone (edition 2026.3, 1 "Naming" and "The directory"; 3 about `*`). A service
is what it may be called: its entry in the directory, the words that were typed, and what is left
of each name without the words that every service of its type has.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import cache
from typing import Any, NamedTuple

from consent_service.domain.codes import codes

Dict = dict[str, Any]

#: In the order in which the first that misses is told.
DIMENSIONS = ("CHILD", "PURPOSE", "AGENCY", "CATEGORY", "DIRECTION")


class Meets(NamedTuple):
    """One part of what was said meets an item: certainly or perhaps, by name or by being broad."""

    certainly: bool
    by_name: bool


class Service(NamedTuple):
    """Of which type, as which entry, typed as which words, and every name it may go by."""

    type: str
    entry: str | None
    typed: str | None
    names: tuple[str, ...]
    described: bool
    #: What goes by the typed name under another type, where nothing of its own type does.
    elsewhere: tuple[Service, ...] = ()
    #: Typed, and like no name of the type in the directory.
    strange: bool = False
    #: Which other types it speaks of, where it is an entry of none and no word for its own type.
    kinds: tuple[str, ...] = ()
    #: Of a question: each entry that goes by the typed name, where more than one does.
    also: tuple[Service, ...] = ()
    #: When whatever it may be in the directory was listed, where that is on record.
    listed: tuple[datetime, ...] = ()

    @property
    def broad(self) -> bool:
        return not self.names and not self.described


# ── names ───────────────────────────────────────────────────────────────────────────────────


def words(name: str) -> list[str]:
    """Without case, accents, spacing and punctuation."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    plain = plain.translate(BARRED)
    return re.findall(r"[^\W_]+", plain)


@cache
def spelled(name: str) -> str:
    return "".join(words(name))


#: Letters with a stroke, and two that are one: no keyboard that lacks them types an accent there.
BARRED = str.maketrans(dict(zip("łøđħŧ", "lodht", strict=True)) | {"æ": "ae", "œ": "oe", "ð": "d"})
BARRED |= str.maketrans({"þ": "th"})

WHICHEVER = """
    which whichever whatever whoever any all each every either both some no none other another
    the a an this that these those of at in for my our your his her hers their its own s
    child childs children childrens kid kids family unknown known named unnamed not sure
    old new former current usual local nearest last previous goes attends he she they them one
    everyone everybody everything anyone anybody anything nobody nothing noone
"""
ALL_BUT = {"not", "except", "excepting", "excluding", "apart", "other", "but", "besides", "unless"}

#: "The surgery near us".
BESIDE = {
    "near",
    "nearby",
    "nearest",
    "by",
    "beside",
    "opposite",
    "behind",
    "round",
    "around",
    "on",
    "down",
    "up",
    "in",
}
BESIDE |= {"where", "that", "which", "who", "we", "they", "he", "she", "with"}

#: "Any school", "my children's school": they said no to whichever it is.
NOBODYS_NAME = set(WHICHEVER.split())


@cache
def heard(name: str, kind: str) -> str:
    """What distinguishes a service of this type; nothing where every one is called that."""
    common: Any = codes("agencies")[kind].attributes.get("words", ())
    distinct = [word for word in words(name) if word not in {"the", *common}]
    distinct = [re.sub("^saint$", "st", word) for word in distinct]
    return "".join(distinct) if any(word not in NOBODYS_NAME for word in distinct) else ""


def service(given: str | Dict, directory: list[Dict]) -> Service:
    """As it is on record: what fits one entry of the directory is that entry."""
    found = _service(given, directory)
    may_be = [
        entry
        for entry in directory
        if entry["type"] == found.type
        and (
            entry["id"] == found.entry
            or (found.entry is None and spelled(found.typed or "") in map(spelled, entry["names"]))
        )
    ]
    times = (datetime.fromisoformat(one["recorded_at"]) for one in may_be if "recorded_at" in one)
    # A name that no list has stood nowhere when anything was said.
    unlisted = (datetime.max.replace(tzinfo=UTC),) if not found.broad and not may_be else ()
    return found._replace(listed=(*times, *unlisted))


def _service(given: str | Dict, directory: list[Dict]) -> Service:
    if isinstance(given, str):
        return Service(given, None, None, (), described=False)
    for entry in directory:
        if entry["id"] == given.get("id"):
            return Service(entry["type"], entry["id"], None, (*entry["names"],), described=False)
    if given.get("described") is not None:
        return Service(given["type"], None, None, (), described=True)
    typed = given.get("organisation")
    if typed is None:
        return Service(given["type"], None, None, (), described=False)
    fitting = [
        entry
        for entry in directory
        if entry["type"] == given["type"] and spelled(typed) in map(spelled, entry["names"])
    ]
    if len(fitting) == 1:
        (entry,) = fitting
        names = (typed, *entry["names"])
        return Service(given["type"], entry["id"], typed, names, described=False)
    others = [
        Service(entry["type"], entry["id"], None, (*entry["names"],), described=False)
        for entry in directory
        if not fitting and spelled(typed) in map(spelled, entry["names"])
    ]
    return Service(
        given["type"],
        None,
        typed,
        (typed,),
        described=False,
        elsewhere=(*others,),
        strange=not others and _strange(typed, given["type"], directory),
        kinds=(*_kinds(typed, given["type"]),),
    )


@cache
def _kinds(typed: str, kind: str) -> list[str]:
    if kind == "*" or not heard(typed, kind):
        return []
    return [other for other in codes("agencies") if not heard(typed, other)]


def _strange(typed: str, kind: str, directory: list[Dict]) -> bool:
    if kind == "*":
        return False
    mine = heard(typed, kind)
    known = {heard(n, kind) for entry in directory if entry["type"] == kind for n in entry["names"]}
    return not any(alike(mine, one) for one in known - {""})


def alike(one: str, other: str) -> bool:
    return one in other or other in one


def close(one: str, other: str) -> bool:
    """Four letters in five are the same, in their order; or one is another, or in the other's place
    beside it.
    """
    first, second = sorted((one, other))
    if len(one) > 2 and first.isalpha() and second.isalpha() and first != second:
        changed = {
            first[:n] + first[n + 1] + first[n] + first[n + 2 :] for n in range(len(first) - 1)
        }
        if second in changed:
            return True
        if len(first) > 3 and any(
            first[:n] == second[:n] and first[n + 1 :] == second[n + 1 :]
            for n in range(len(first))
            if len(first) == len(second)
        ):
            return True
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= 0.8


def whose(name: str, kind: str) -> bool:
    """ "Ng's school", "any but Oak": it may be a name, or any school."""
    where = next((n for n, word in enumerate(words(name)) if word in BESIDE), None)
    if where is not None and not heard(" ".join(words(name)[:where]), kind):
        return True
    rest = re.sub(r"\S+(['’]s|s['’])(?=\s|$)", " ", name, flags=re.IGNORECASE)
    return bool(ALL_BUT & set(words(name))) or (rest != name and not heard(rest, kind))


def contains(said: Service, asked: Service) -> bool:
    """Whether a yes to the one is a yes to the other. Where it could be another, it is not."""
    kind = codes("agencies")[asked.type].attributes
    never = kind.get("high_intrusion") or kind.get("only_by_name")
    if said.described or said.type not in ("*", asked.type) or (said.type == "*" and never):
        return False
    if said.broad:
        return True
    if said.entry or asked.entry:
        return said.entry == asked.entry
    return bool(asked.names) and spelled(said.names[0]) == spelled(asked.names[0])


def meets(said: Service, asked: Service) -> Meets | None:
    """Whether a no to the one may be a no to the other."""
    typed_alike = said.type == asked.type and spelled(said.typed or "") == spelled(
        asked.typed or ""
    )
    nobodys = said.entry is None and asked.entry is None and not said.described
    if typed_alike and nobodys and heard(said.typed or "", asked.type):
        return Meets(certainly=True, by_name=True)
    if asked.type in said.kinds or any(meets(one, asked) for one in said.elsewhere):
        # Either the type is wrong or the name: "the surgery", under schools.
        return Meets(certainly=False, by_name=True)
    if said.type not in ("*", asked.type):
        # One name under two types, and no two entries: it is one service, and one type is wrong.
        one_name = {*map(spelled, said.names)} & {*map(spelled, asked.names)} - {""}
        doubt = one_name and None in (said.entry, asked.entry)
        return Meets(certainly=False, by_name=True) if doubt else None
    if said.described:
        return Meets(certainly=False, by_name=True)
    mine = {heard(name, asked.type) for name in said.names}
    if said.broad or mine == {""} or (said.typed and not heard(said.typed, asked.type)):
        return Meets(certainly=True, by_name=False)
    its = {heard(name, asked.type) for name in asked.names} - {""}
    mine -= {""}
    if not its:
        return Meets(certainly=False, by_name=True)
    two_entries = None not in (said.entry, asked.entry) and said.entry != asked.entry
    if said.entry is not None and said.entry == asked.entry:
        return Meets(certainly=True, by_name=True)
    if mine & its:
        # Two entries that go by one name: which of them is meant is a question.
        return Meets(certainly=not two_entries, by_name=True)
    if not two_entries and any(
        alike(one, other) or close(one, other) for one in mine for other in its
    ):
        return Meets(certainly=False, by_name=True)
    if said.typed and said.entry is None and whose(said.typed, asked.type):
        return Meets(certainly=False, by_name=True)
    if said.type == asked.type and (said.kinds or (said.strange and asked.entry)):
        return Meets(certainly=False, by_name=True)
    return None


# ── scopes ──────────────────────────────────────────────────────────────────────────────────


def agency_named(given: Dict, directory: list[Dict]) -> Service:
    """The service of a question, and what else its name may mean: a no to that is heard as well."""
    found = service(given, directory)
    fitting = [
        Service(entry["type"], entry["id"], None, (*entry["names"],), described=False)
        for entry in directory
        if found.typed is not None and found.entry is None and entry["type"] == found.type
        if spelled(found.typed) in map(spelled, entry["names"])
    ]
    return found._replace(also=(*fitting,))


def scope_of(given: Dict, directory: list[Dict]) -> Dict:
    excluded = given.get("exclusions", [])
    kinds = [one for one in excluded if isinstance(one, str) and one in codes("categories")]
    return {
        "CHILD": given["subjects"],
        "PURPOSE": given["purposes"],
        "AGENCY": [service(one, directory) for one in given["agencies"]],
        "CATEGORY": given["categories"],
        "DIRECTION": given["directions"],
        "excluded agencies": [service(one, directory) for one in excluded if one not in kinds],
        "excluded categories": kinds,
    }


def _meets(scope: Dict, item: Dict, dimension: str) -> bool:
    """Of what is not a service: everything that `*` can mean."""
    asked = {
        "CHILD": item["subject"],
        "PURPOSE": item["purpose"],
        "CATEGORY": item["category"],
        "DIRECTION": item["direction"],
    }[dimension]
    return bool({asked, "*", "BOTH" if dimension == "DIRECTION" else "*"} & set(scope[dimension]))


def missing(scope: Dict, item: Dict, stood: set[str], when: datetime) -> list[str]:
    """In which dimensions a yes does not contain the item. `stood`: whom `*` meant when it was
    recorded; nor did it mean what was listed after that.
    """
    held = {name: _meets(scope, item, name) for name in DIMENSIONS if name != "AGENCY"}
    held["CHILD"] = item["subject"] in scope["CHILD"] or (
        "*" in scope["CHILD"] and item["subject"] in stood
    )
    later = any(listed > when for listed in item["agency"].listed)
    held["AGENCY"] = any(
        contains(one, item["agency"]) and not (later and one.broad and one.type == "*")
        for one in scope["AGENCY"]
    )
    return [name for name in DIMENSIONS if not held[name]]


def by_name(scope: Dict, item: Dict) -> bool:
    """Of a yes: whether it names the service that is asked."""
    return any(not one.broad and contains(one, item["agency"]) for one in scope["AGENCY"])


def _is_a_no_to(scope: Dict, item: Dict, dimension: str) -> bool:
    """A no to the name without the address is one to both together."""
    asked = item["category"]
    part = asked == "IDENTITY_CONTACT" and "IDENTITY_WITHOUT_ADDRESS" in scope["CATEGORY"]
    return _meets(scope, item, dimension) or (dimension == "CATEGORY" and part)


def overlap(scope: Dict, item: Dict) -> set[Meets]:
    """The parts of a no, or of a doubt, that meet the item."""
    if not all(_is_a_no_to(scope, item, name) for name in DIMENSIONS if name != "AGENCY"):
        return set()
    return _met(scope["AGENCY"], item)


def _met(noes: list[Service], item: Dict) -> set[Meets]:
    every = (item["agency"], *item["agency"].also)
    return {met for one in noes for asked in every if (met := meets(one, asked))}


def near(scope: Dict, item: Dict) -> set[Meets]:
    """The parts of a yes that say something of a service, and not of all of its type, which may be
    the one that is asked.
    """
    named = [one for one in scope["AGENCY"] if not one.broad]
    return overlap({**scope, "AGENCY": named}, item)


def exclusion(scope: Dict, item: Dict) -> set[Meets]:
    """The parts of what a yes left out that meet the item, whatever else it was a yes to."""
    if not (_meets(scope, item, "CHILD") and _meets(scope, item, "PURPOSE")):
        return set()
    found = _met(scope["excluded agencies"], item)
    if _is_a_no_to({**scope, "CATEGORY": scope["excluded categories"]}, item, "CATEGORY"):
        found.add(Meets(certainly=True, by_name=False))
    return found
