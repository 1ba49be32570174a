"""What the operations' examples say can be typed; no form is answered with a fault of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from consent_service.domain.times import LONDON
from consent_service.pages.forms.days import DayOf, When
from consent_service.pages.forms.form import Form, Group, Placed
from consent_service.pages.forms.inputs import Area, Checks, WhichAgency
from consent_service.pages.forms.nottold import NotToHear
from consent_service.pages.forms.typed import Typed
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_forms import FORMS
from tests.sweeping import each

EXAMPLES = Path(__file__).resolve().parents[2] / "api_spec" / "examples"
#: Forms whose fields are no members one by one, and that have tests of their own.
#: Too many accents on a letter, and neither a day, a number nor a code.
_NONSENSE = "x\u0301\u0301\u0301\u0301\u0301 99"
OF_THEIR_OWN = (
    *("recordConversation", "takeReferral", "addReferral"),
    *("decideToGoAhead", "decideToGoAheadWithLess", "decideToAskFirst", "decideNotToShare"),
    *("recordAuthorisation", "shareNowOfNobody", "unlockNames"),
)


def examples() -> dict[str, Mapping[str, Any]]:
    """By operation, the body of its example."""
    found = (json.loads(one.read_text(encoding="utf-8")) for one in sorted(EXAMPLES.glob("*.json")))
    return {one["operation"]: one["request"].get("body") or {} for one in found}


def at(body: Any, member: str) -> Any:
    for part in member.split("/") if member else ():
        body = body.get(part) if isinstance(body, Mapping) else None
    return body


def typed_as(one: Placed, value: Any) -> Iterator[tuple[str, list[str]]]:
    """How somebody types it: the way back from what is said."""
    name = one.name
    match one.input:
        case When():
            here = datetime.fromisoformat(value).astimezone(LONDON)
            yield from typed_day(name, here)
            yield f"{name}.time", [here.strftime("%H:%M")]
        case DayOf():
            yield from typed_day(name, date.fromisoformat(value))
        case WhichAgency():
            yield name, [f"{value['type']}.{value['id']}" if "id" in value else value["type"]]
            yield f"{name}.organisation", [value.get("organisation", "")]
        case NotToHear():
            yield name, one.input.as_typed(value)
        case Checks():
            yield name, list(value)
        case Area() if isinstance(value, list):
            yield name, ["\n".join(value)]
        case _:
            held = value[0] if isinstance(value, list) else value
            yield name, [json.dumps(held) if isinstance(held, bool) else str(held)]


def typed_day(name: str, day: date) -> Iterator[tuple[str, list[str]]]:
    for part in ("day", "month", "year"):
        yield f"{name}.{part}", [str(getattr(day, part))]


def typed_in(form: Form, body: Mapping[str, Any]) -> Typed:
    """The form filled in with all of a body that it has fields for."""
    held: dict[str, list[str]] = {}
    for group in form.fields:
        if isinstance(group, Group):
            name = group.member.replace("/", ".")
            for n, row in enumerate(at(body, group.member) or ()):
                for of in group.fields:
                    value = at(row, of.member)
                    below = f".{of.member.replace('/', '.')}" if of.member else ""
                    if value is not None:
                        held |= typed_as(Placed(of, of.member, f"{name}.{n}{below}"), value)
    for one in form.inputs(Typed({})):
        value = at(body, one.member)
        if value is not None:
            held |= typed_as(one, value)
    return Typed(held)


@each("name", of=sorted(set(FORMS) - set(OF_THEIR_OWN)))
def test_what_an_operations_example_says_can_be_typed_and_is_said_as_it_was(name: str) -> None:
    form, body = FORMS[name], examples().get(FORMS[name].operation, {})
    said, _ = form.body(typed_in(form, body))
    for member in said:
        if member in ("effective_at", "since", "starts_at", "until"):
            assert datetime.fromisoformat(said[member]) == datetime.fromisoformat(body[member])
        elif member != "precision" and member not in form.fixed:
            assert said[member] == body[member], member


@pytest.mark.parametrize("step", [14, pytest.param(1, marks=pytest.mark.campaign)])
def test_no_form_is_answered_with_a_fault_of_ours_whatever_is_typed(
    made_up: Running, step: int
) -> None:
    """Forms of a worker's: opened, sent empty, sent with nonsense in each field. Daily some."""
    family = add_family(made_up)
    wanted = {"scope": family.scope(), "why": "She was seen with a bruise."}
    asked = made_up.record(f"{family.path}/decision-requests", wanted)["id"]
    browser = someone(made_up)
    for name, form in list(FORMS.items())[::step]:
        path = form.path.replace("<string:file>", family.file)
        path = path.replace("<string:person>", family.mother)
        path = path.replace("<string:enquiry>", family.enquiry)
        path = path.replace("<string:request>", asked)
        path = re.sub(r"<string:\w+>", "0" * 24, path)
        if browser.get(path).status_code == 403:
            continue
        page = browser.open(path)
        # Of what a manager was asked to decide all is ticked, to be made less.
        began = form.begins is not None and asked in path
        assert not [
            given
            for _, given in page.tags
            if "checked" in given and not (began and str(given["name"]).startswith("scope."))
        ], name
        for is_nonsense in (False, True):
            wrong = {
                given["name"] or "": _NONSENSE
                for tag, given in page.tags
                if tag in ("input", "textarea", "select") and given.get("type") != "hidden"
                if is_nonsense
            }
            reply = browser.send(page, path, **wrong)
            assert reply.status_code < 500, (name, reply.text)
            if reply.status_code != 303:
                opened(reply, reply.status_code)
