"""Every form on every page, by whoever sees it: whatever does not fit is named where it stands, all
else that was typed is still there, and nothing is recorded that is not said to be. A no that is
heard although something else of its form does not fit is heard from a page as well.

Each field of each form is filled with what fits, and then one after the other with what does not.
Forms and fields are found on the pages, and so is a new one. Each day of some pages; a campaign
goes through all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, cycle
from typing import Any, NamedTuple

import orjson
import pytest
from werkzeug.test import TestResponse

from consent_service.actions.refused import Refused
from consent_service.api.edge.operations import AskedWith
from consent_service.api.table import operations
from consent_service.domain.codes import codes
from consent_service.pages import asking
from consent_service.pages.forms.keys import new_key
from consent_service.pages.table import PAGES
from tests.api.running import add_family
from tests.pages.filled_in import Filled, forms_of
from tests.pages.test_forms import FORMS
from tests.pages.walked import LEAD_ON, LEAVES, Visit, Walk, walk
from tests.pages.wrongly import (
    MARK,
    Field,
    Returned,
    Sent,
    fields_of,
    in_a_programs_words,
    lost,
    read_first,
    said_first,
    wrong_with,
)
from tests.trying import is_campaign

#: Whoever signs in is nobody yet: what they typed is not told apart from what is right.
SHOWN = [
    one for one in PAGES if one.method == "GET" and one.name not in LEAD_ON and one.public is None
]
#: One in so many pages at a time.
_EACH = 14
STEPS = [
    pytest.param((120, 11), id="a sample"),
    *(
        pytest.param((_EACH, first), id=f"part {first}", marks=pytest.mark.campaign)
        for first in range(_EACH)
    ),
]
#: So often it is tried to find what fits.
_MOST_TRIES = 10
#: And at so many addresses, where what it is about is over.
_PLACES = 3
FOR_GOOD = "for good"
#: A check is answered, whatever is asked, and that is on record.
_IS_ANSWERED = "answered"
#: It protects somebody, and is kept though something else of it does not fit.
_WITH_CARE = "with care"
#: The operation was tried first, and would have put it on record.
_IS_HEARD = "heard"
#: Forms that try it first.
_DECLARED = re.compile(
    "|".join(f"(?:{re.sub('<string:.+?>', '[^/]+', one.path)})$" for one in FORMS.values())
)
_CANNOT_WAIT = "IMMEDIATE"
#: What a page shows is on record as a look.
_OF_LOOKS = {"coverage-shown"}
_DID_NOT_FIT = (403, 404, 409, 422)


@pytest.fixture(scope="module", params=STEPS)
def walked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Walk, list[Visit], str]]:
    step, first = request.param
    with walk(tmp_path_factory.mktemp("wrongly"), whole=is_campaign()) as begun:
        others = add_family(begun.service, "LCS-10")
        yield begun, list(begun.visits(SHOWN[first::step])), others.mother


@pytest.fixture
def would_be_recorded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a form would record is tried, and is not: so a form stays as it is, however often it is
    sent.
    """
    asked, fits = asking._asked, list[str]()

    def tried(visit: Any, name: str, path: dict[str, str], form: AskedWith) -> Any:
        if form.key is None or fits == [FOR_GOOD]:
            return asked(visit, name, path, form)
        body = next(one for one in operations() if one.name == name).body
        said = orjson.loads(form.body or b"{}")
        if body is not None and "dry_run" not in body().fields:
            answered = asked(visit, name, path, form)
            fits.append(_IS_ANSWERED)
            return answered
        if body is None or said.get("dry_run"):
            came = asked(visit, name, path, form)
            fits.append(_IS_HEARD)
            return came
        tried = AskedWith({}, orjson.dumps({**said, "dry_run": True}), f"{form.key}-try")
        came = asked(visit, name, path, tried)
        if any(one["code"] in codes("taken_with_care") for one in came.get("notices", ())):
            fits.append(_WITH_CARE)
        fits.append(name)
        raise Refused("storage-unavailable")

    monkeypatch.setattr(asking, "_asked", tried)
    return fits


def test_what_does_not_fit_is_named_where_it_stands_and_nothing_else_is_lost(
    walked: tuple[Walk, list[Visit], str],
    would_be_recorded: list[str],
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(0)
    begun, visits, others = walked
    wrong = [
        f"{one.page}, {one.who}: {say}"
        for one in visits
        for say in typed_wrongly(Trying(begun, one, would_be_recorded), others)
    ]
    out, err = capfd.readouterr()
    wrong += [f"a log holds {line[:200]}" for line in (out + err).splitlines() if MARK in line]
    assert not wrong, "\n".join(wrong)
    assert MARK not in caplog.text


class Trying:
    """Whoever sees a page, and sends what stands there."""

    def __init__(self, begun: Walk, visit: Visit, fits: list[str]) -> None:
        self.begun, self._fits = begun, fits
        page = next(one for one in SHOWN if one.name == visit.page)
        self.address, *self._places = [visit.address, *begun.addresses(page)][:_PLACES]
        #: Whoever sees it is not always whoever may send it.
        first = begun.browsers[visit.who]
        self._others = [one for one in begun.browsers.values() if one is not first]
        self.browser = first
        #: What the last press came to.
        self.came: list[str] = []

    def is_elsewhere(self) -> bool:
        """Whether it stands at another address as well, at which they are from now on: of some it
        is over what the form is about.
        """
        while self._places:
            self.address = self._places.pop(0)
            if self.browser.get(self.address).status_code == 200:
                return True
        return False

    def is_somebody_else(self) -> bool:
        """Whether it is seen by another, who is asked from now on."""
        while self._others:
            self.browser = self._others.pop(0)
            if self.browser.get(self.address).status_code == 200:
                return True
        return False

    def shown(self) -> str:
        """The page on which they stand."""
        return self.browser.get(self.address).text

    def forms(self) -> list[Filled]:
        """Whatever can be typed there."""
        found = forms_of(self.shown())
        return [one for one in found if fields_of(one) and not one.action.startswith(LEAVES)]

    def press(self, form: Filled, sent: Sent) -> TestResponse | None:
        """What comes back; None where it would be recorded."""
        browser = self.browser
        ours = {"Host": browser.host, "Origin": browser.origin, "Sec-Fetch-Site": "same-origin"}
        self._fits.clear()
        if "once" in sent:
            sent = {**sent, "once": [new_key()]}
        reply = browser.client.post(form.action, data=sent, headers=ours, base_url=browser.origin)
        where = reply.headers.get("Location", "")
        if "shown=" in where:
            reply = browser.get(where)
        self.came = list(self._fits)
        is_taken = bool({*self._fits} - {_IS_HEARD, _IS_ANSWERED})
        return None if is_taken else reply

    def press_and_record(self, form: Filled, sent: Sent) -> TestResponse:
        """What is read once it is recorded."""
        self._fits.append(FOR_GOOD)
        browser = self.browser
        ours = {"Host": browser.host, "Origin": browser.origin, "Sec-Fetch-Site": "same-origin"}
        reply = browser.client.post(form.action, data=sent, headers=ours, base_url=browser.origin)
        where = reply.headers.get("Location", "")
        return browser.get(where) if where else reply

    def fitting(self, form: Filled, *, is_second: bool) -> tuple[Sent, int]:
        """All of it filled in with what fits, or else no more than is asked for; and what that is
        answered with, 0 if it would be recorded.
        """
        sent, status = self._filled(form, is_second=is_second, is_whole=True)
        if status in _DID_NOT_FIT:
            return self._filled(form, is_second=is_second, is_whole=False)
        return sent, status

    def _filled(self, form: Filled, *, is_second: bool, is_whole: bool) -> tuple[Sent, int]:
        fields = fields_of(form)
        tries = {one.name: cycle(one.tries(is_second=is_second)) for one in fields}
        sent = form.as_it_stands()
        for one in fields if is_whole else ():
            sent |= next(tries[one.name])
        status = 0
        for _ in range(_MOST_TRIES):
            reply = self.press(form, sent)
            status = 0 if reply is None else reply.status_code
            if reply is None or status not in _DID_NOT_FIT:
                break
            for one in Returned(reply.text).wrong_fields(fields):
                sent |= next(tries[one.name])
        return sent, status


def typed_wrongly(trying: Trying, others: str, each: int = 1) -> Iterator[str]:
    """What is amiss with the forms of a page, of which one in so many fields is typed wrongly. In a
    campaign that is done twice, the second time beside other answers that fit.
    """
    for place in range(len(trying.forms())):
        for is_second in (False, True) if is_campaign() else (False,):
            found = _filled_in(trying, place, is_second=is_second)
            if found is None:
                continue
            form, fits = found
            said = trying.press(form, fits)
            is_whole = _WITH_CARE not in trying.came
            before = "" if said is None else said_first(said.get_data().decode(errors="replace"))
            for one in fields_of(form)[::each]:
                cases = [
                    (say, of, any(map(fits.get, one.names))) for say, of in one.never_fits(others)
                ]
                cases += [(say, of, False) for say, of in one.may_not_fit()]
                for say, of, is_never in cases:
                    tried = _Case(form, one, {**fits, **of}, is_never, is_whole, before)
                    for amiss in _amiss(trying, tried):
                        yield f"{one.name} ({one.kind}), {say}: {amiss}"


def _filled_in(trying: Trying, place: int, *, is_second: bool) -> tuple[Filled, Sent] | None:
    """A form with what fits, by whoever may send it, where that can still be done. None where
    nothing was found that fits.
    """
    while True:
        form = next(iter(trying.forms()[place:]), None)
        fits, status = ({}, 404) if form is None else trying.fitting(form, is_second=is_second)
        if form is not None and status < 400:
            return form, fits
        is_over = status in (404, 409, 422) and trying.is_elsewhere()
        if not is_over and not (status == 403 and trying.is_somebody_else()):
            return None


class _Case(NamedTuple):
    """One field of a form that may not fit, beside others that do."""

    form: Filled
    field: Field
    sent: Sent
    #: Nobody could mean it.
    is_never: bool
    #: All of the rest fits; else something of that may be refused instead.
    is_whole: bool
    #: What is said of what fits before it is recorded.
    before: str


def _amiss(trying: Trying, tried: _Case) -> Iterator[str]:
    form, wrong, sent, is_never, is_whole, before = tried
    # A question that cannot wait is answered whatever it says.
    is_never &= _CANNOT_WAIT not in chain.from_iterable(sent.values())
    service = trying.begun.service
    size = service.size()
    reply = trying.press(form, sent)
    if _IS_ANSWERED in trying.came:
        return
    if set(service.kinds(size)) - _OF_LOOKS:
        yield "something is recorded"
    asks = None if reply is None else read_first(reply, form)
    if reply is None:
        if is_never:
            yield from _not_said(trying, form, wrong, sent)
    elif asks is not None:
        said = said_first(reply.text)
        yield from in_a_programs_words([said])
        if is_never and said == before and _label(trying, wrong) not in said:
            yield "whoever reads it first is told nothing of it"
        # Whoever goes back finds all of it.
        back = trying.press(form, {**asks.as_it_stands(), "more": ["-"]})
        if back is None or back.status_code not in (200, 422):
            yield "there is no way back"
        else:
            yield from lost(back.text, form, sent, wrong)
    elif reply.status_code in _DID_NOT_FIT:
        if _IS_HEARD in trying.came and _DECLARED.match(form.action):
            yield "it would have been heard, as a no is, and the page refused it"
        yield from wrong_with(reply.text, form, sent, wrong, says=is_never and is_whole)
    elif reply.status_code >= 400 or is_never:
        yield f"it is answered with {reply.status_code}"


def _label(trying: Trying, wrong: Field) -> str:
    return Returned(trying.shown()).label_of(wrong.names)


def _not_said(trying: Trying, form: Filled, wrong: Field, sent: Sent) -> Iterator[str]:
    """It is heard all the same, as a no is: then the page on which that stands says what of it was
    not whole.
    """
    said, label = trying.press_and_record(form, sent), _label(trying, wrong)
    if not label or label not in said.get_data().decode(errors="replace"):
        yield f"it is recorded, and {label!r} is not said to be wrong"
