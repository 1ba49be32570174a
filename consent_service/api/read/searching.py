"""Find a family by what little is known of it, for whoever holds a telephone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from marshmallow import Schema, ValidationError, validates_schema

from ...domain.codes import label
from ...domain.families.finding import FoundBy, Sought
from ...domain.file.looks import Somebody
from ...domain.file.pseudonyms import Pseudonyms
from ...domain.file.view import View
from ...domain.recorded.amending import known_birth
from ...domain.recorded.members import LONGEST_REFERENCE
from ...storage.shown.finding import FoundFile, find_files
from ..edge.body import Body
from ..edge.fields import Code, Day, Line, Whole
from ..edge.keptto import is_kept
from ..edge.months import MonthOrYear
from ..edge.operations import OVERSEERS, READERS, WORKERS, Call, Operation, load
from ..edge.paging import window
from ..edge.problems import ProblemError
from ..edge.queries import PageQuery
from ..replies.members import (
    OpenCode,
    code_field,
    day_field,
    each_field,
    next_field,
    parts_field,
    text_field,
    texts_field,
    whole_field,
)


class PersonFoundSchema(Schema):
    """Somebody on a file that was found."""

    id = text_field("Which, by id.")
    names = text_field("Their names.")
    dob = day_field("Their date of birth; null where it is not known, or before it.", none=True)


class FitsSchema(Schema):
    """Somebody who fits, and by what of it."""

    person = text_field("Who, by id.")
    by = each_field(
        OpenCode(called="FoundByCode", members=[one.value for one in FoundBy]),
        "By what, that which tells most first.",
    )


class FileFoundSchema(Schema):
    """A file that was found, who is on it, and who of them fits."""

    file = text_field("The case file.")
    reference = text_field("The case system's own reference.", none=True)
    children = parts_field(PersonFoundSchema, "Each child on it.")
    adults = parts_field(PersonFoundSchema, "Each adult on it.")
    fits = parts_field(
        FitsSchema, "Who fits, whoever fits best first; nobody, where the reference alone does."
    )


class ReferencesSchema(Schema):
    """A file, and what the case system knows it by."""

    file = text_field("The case file.")
    reference = text_field("The reference that was given last.", none=True)
    references = texts_field("Every reference by which it is found, in the order given.")


class AdviceSchema(Schema):
    """What to try."""

    code = code_field("search_advice", description="What it is.")
    text = text_field("In plain words.")


class FoundSchema(Schema):
    """Families that may be meant."""

    found = parts_field(FileFoundSchema, "Each, the likeliest first; none is no answer.")
    next = next_field()
    unreadable = whole_field("How many files that may be meant cannot be read now.")
    advice = parts_field(AdviceSchema, "What to try where nothing was found.")


#: A letter or digit less than this finds half a town.
_LEAST: Final = 2


class SearchSchema(Body):
    """What is known of whoever is looked for: the more the better. Loads as the mapping it is."""

    makes = dict
    names = Line()
    dob = Day()
    year = Whole(least=1900, most=2199, metadata={"description": "The year of their birth."})
    born_in = MonthOrYear(
        metadata={"description": "The month of their birth, 2024-03, or the year, 2024."}
    )
    due = Day(
        metadata={"description": "Any day of the month in which an unborn child is expected."}
    )
    scheme = Code("identifier_schemes")
    number = Line(metadata={"description": "A number that they are known by, of whatever scheme."})
    telephone = Line(metadata={"description": "A telephone number, however it is written."})
    postcode = Line(metadata={"description": "The postcode of an address."})
    reference = Line(longest=LONGEST_REFERENCE)

    @validates_schema
    def something_is_known(self, data: dict[str, Any], **_: Any) -> None:
        """A scheme says nothing by itself, nor does a name of one letter."""
        if not set(data) - {"scheme"} or ("scheme" in data and "number" not in data):
            raise ValidationError("Send a name, a birth, a number, or whatever is known.")
        for name in ("names", "number", "telephone", "postcode"):
            text = data.get(name)
            if text is not None and sum(c.isalnum() for c in text) < _LEAST:
                raise ValidationError("This is too little to find anybody by.", name)


_search: Final = SearchSchema()
_page_query: Final = PageQuery()


def search(call: Call) -> dict[str, Any]:
    """Which families may be meant, and by what. What is asked is in the body, because an address is
    kept in logs; that it was asked, and by which kinds of it, is on record before the reply.
    """
    _, body = call.body()
    asked = load(_search, body)
    part = window(call, call.query(_page_query))
    question = Sought(**{name: one for name, one in asked.items() if name != "scheme"})
    records, authority = call.service.records, call.principal.authority
    own = call.service.own.read(authority)
    is_worker = call.role not in OVERSEERS

    def may_read(file: str) -> bool:
        """Whoever looks into the record is told where; who it is, they read when they open it. So
        is whoever finds a record that is kept to others.
        """
        return is_worker and not is_kept(call.principal, own, file)

    found = find_files(records, authority, question, part.start, part.limit, may_read=may_read)
    shown = tuple(one.file.id for one in found.files)
    records.reads.record_list(authority, _searching(call.for_whom, asked), shown)
    return {
        "found": [
            _show(
                one,
                is_told=may_read(one.file.id),
                as_of=part.as_of,
                known=part.known,
            )
            for one in found.files
        ],
        "next": part.at(part.start + part.limit) if found.more else None,
        "unreadable": found.unreadable,
        "advice": [{"code": code, "text": label("search_advice", code)} for code in _advice(asked)]
        if not found.files
        else [],
    }


def by_reference(call: Call) -> dict[str, Any]:
    """The file that goes by a reference, or did. Raises `ProblemError` (404, 503)."""
    records, authority = call.service.records, call.principal.authority
    reference = call.path["reference"]
    if len(reference) > LONGEST_REFERENCE:
        raise ProblemError("not-found")
    found = find_files(records, authority, Sought(reference=reference), 0, 1, is_typed=False)
    shown = tuple(one.file.id for one in found.files)
    asked = {"reference": reference}
    records.reads.record_list(authority, _searching(call.for_whom, asked), shown)
    if not found.files:
        raise ProblemError("record-damaged" if found.unreadable else "not-found")
    (one,) = found.files
    kept = is_kept(call.principal, call.service.own.read(authority), one.file.id)
    return {
        "file": one.file.id,
        "reference": reference if kept else one.file.reference,
        "references": [reference] if kept else list(one.file.references),
    }


def _searching(somebody: Somebody, asked: Mapping[str, Any]) -> Somebody:
    """By what they searched, and never for whom."""
    return dataclasses.replace(somebody, why=f"Searched by {', '.join(sorted(asked))}.")


def _show(found: FoundFile, *, is_told: bool, as_of: datetime, known: datetime) -> dict[str, Any]:
    file = found.file
    view = View(file, as_of, known)
    called = {} if is_told else Pseudonyms(file).by_id
    people: dict[str, list[dict[str, Any]]] = {
        "children": [
            {"id": id, "names": called.get(id, one.event.names), "dob": known_birth(one.event)}
            for id, one in view.children.items()
        ],
        "adults": [
            {"id": id, "names": called.get(id, one.event.names), "dob": one.event.dob}
            for id, one in view.adults.items()
        ],
    }
    for person in (one for every in people.values() for one in every):
        dob = person["dob"]
        person["dob"] = dob.isoformat() if is_told and dob is not None else None
    return {
        "file": file.id,
        "reference": file.reference if is_told else None,
        **people,
        "fits": [{"person": one.person, "by": [why.value for why in one.by]} for one in found.fits],
    }


def _advice(asked: Mapping[str, Any]) -> Iterator[str]:
    """What to try where nothing was found, by what was asked."""
    if "names" in asked:
        yield "LESS_OF_THE_NAME"
        yield "ANOTHER_NAME"
    if "dob" in asked:
        yield "THE_YEAR_ALONE"
    if "names" not in asked:
        yield "BY_NAME"
    if "postcode" in asked:
        yield "KEPT_FROM_OTHERS"
    yield "NO_ANSWER"


def operations() -> list[Operation]:
    """The search."""
    return [
        Operation(
            "search",
            "/v1/searches",
            "Find a family by whatever is known of anybody in it",
            search,
            READERS,
            FoundSchema,
            method="POST",
            body=SearchSchema,
            query=PageQuery,
            description=(
                "Children and adults, by a name or its beginning, former ones too, or by what else "
                "is known. Who fits best comes first, and `fits` says by what. An address that is "
                "kept from others finds nobody, and a telephone number that is kept finds only "
                "what whoever asks may read; neither is shown. Whoever looks into the "
                "record from outside is told which file, and nobody's name. Nothing found is no "
                "answer about agreement: `advice` says what to try. What may be meant and cannot "
                "be read is counted."
            ),
            problems=("invalid", "record-damaged"),
        ),
        Operation(
            "findByReference",
            "/v1/references/<string:reference>",
            "Find the file that the case system knows by this reference",
            by_reference,
            WORKERS,
            ReferencesSchema,
            description=(
                "By any that it was given, but for those that were never theirs. A reference is a "
                "number of the case system's: one that names somebody is looked for by `search`, "
                "whose words are in no address. Not found is no answer about agreement."
            ),
            problems=("not-found", "record-damaged"),
            scope="consent:check",
        ),
    ]
