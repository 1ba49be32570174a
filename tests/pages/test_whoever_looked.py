"""A day of everybody who looks, page by page, held against the ledger of who looked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import product

import pytest
from werkzeug.test import TestResponse

from consent_service.domain.file.looks import (
    DOOR,
    GUARD,
    LISTING,
    SEARCHING,
    SURVEY,
    VERIFY,
    Somebody,
)
from consent_service.domain.recorded.falling import Looked
from consent_service.domain.reports import REPORTS
from consent_service.pages.table import PAGES
from consent_service.storage.sealed.keys import reads_of
from consent_service.storage.whole.reader import LedgerReader
from tests.api.counting_looks import WITHIN_A_REQUEST, Handed, counting
from tests.api.disclosing import disclose, disclosure
from tests.api.running import Family, Running, add_family, agree, decision
from tests.api.test_supported import supports
from tests.pages.opening import Browser
from tests.pages.test_being_somebody import someone
from tests.pages.test_own_page import on_their_page
from tests.trying import is_campaign

#: Of many pages of one kind, one: whatever is an id, a place or a choice is any.
ANY = re.compile(r"[0-9a-f]{24,64}|(?<=/)\d+|(?<==)[^&]*")
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
#: What ends the walk, or is the same for everybody.
NOT_FOLLOWED = r"/(exit|left|static|help|sign-in)\b"
#: Every form reads the file in one way, and every report all of them in one.
ALIKE = r"|.*/new\b|/reports/[^d]|.*\?"
#: Who of the family is called so.
NAMES = ("Ann Example", "Bo Example")
#: Nobody else in these pages is called so, or was born then; staff have names that are shown.
NAMED = re.compile(
    # No part of a token: what a form and a link carry is drawn by lot.
    r"(Ann|Bo) Example|(?<![\w-])Ng(?![\w-])|KEPT-1|2024-02-01|1 February 2024"
)
#: A look at one entry opens that, and no file.
OF_ONE_ENTRY = {"showProof", "showEntryReceipt"}


class Day:
    """What was handed out and what was written of it, one page after the other."""

    def __init__(self, service: Running, handed: Handed, not_followed: str) -> None:
        self.service = service
        self.handed = handed
        self.not_followed = re.compile(not_followed)
        self.named = 0
        ledger = service.storage.records.ledgers[reads_of(service.authority)]
        self.reader = LedgerReader(service.storage.engine, ledger, VERIFY)

    def walk(self, browser: Browser, begin: str) -> int:
        """Opens every page that somebody comes to by what stands on the last, one of each kind."""
        waiting, seen = [begin], set[str]()
        while waiting:
            path = waiting.pop(0)
            kind = ANY.sub("*", path)
            if kind in seen or self.not_followed.match(path):
                continue
            seen.add(kind)
            reply = self.opens(browser, path)
            if reply.status_code == 303:
                waiting.append(reply.headers["Location"].partition("#")[0])
            elif reply.status_code == 200:
                waiting += [unescape(one) for one in LINK.findall(reply.text)]
        return len(seen)

    def opens(self, browser: Browser, path: str) -> TestResponse:
        """One page, whose looks stand on the ledger when it comes, and no others."""
        before, size, answers = set(self.handed.views), self.reader.head().size, self.service.size()
        reply = browser.get(path)
        views = [(whom, file) for _, _, whom, file in self.handed.views - before]
        parts = {whom for whom, _ in views}
        shown = {(whom.operation, file) for whom, file in views if isinstance(whom, Somebody)}
        written = [
            one.content.event
            for one in self.reader.opened(size, self.reader.head().size)
            if isinstance(one.content.event, Looked)
        ]
        of_files = {(one.what, one.of) for one in written if one.of is not None}
        assert shown <= of_files, (path, "was shown, and nobody wrote down that it was")
        if DOOR not in parts:
            assert {what for what, _ in of_files - shown} <= OF_ONE_ENTRY, path
        of_many = parts & {SURVEY, LISTING, SEARCHING}
        assert bool(of_many) == any(one.of is None for one in written), (path, of_many)
        # What was asked is its own record of the look, on the other ledger.
        if any(name in reply.text for name in NAMES):
            assert written or self.service.size() > answers, (path, "names somebody unseen")
            self.named += 1
        return reply


@pytest.mark.parametrize(
    ("not_followed", "named"),
    [
        (NOT_FOLLOWED + ALIKE, 10),
        pytest.param(NOT_FOLLOWED, 90, marks=pytest.mark.campaign),
    ],
    ids=["daily", "every"],
)
def test_over_a_day_whatever_was_shown_to_anybody_has_its_line_and_nothing_else_has(
    made_up: Running, monkeypatch: pytest.MonkeyPatch, not_followed: str, named: int
) -> None:
    with counting(monkeypatch) as handed:
        day = Day(made_up, handed, not_followed)
        family = add_family(made_up)
        agree(made_up, family)
        disclose(made_up, family)
        made_up.check(family.file, family.question())
        danger = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
        made_up.record(f"{family.path}/safety", danger, "MASH_MANAGER")
        supports(made_up, family)
        file = f"/files/{family.file}"
        # Worker and manager, auditor, administrator, legal services, another authority's manager.
        staff = {"0": file, "3": file, "4": "/", "5": "/", "6": file, "1": file}
        walked = [day.walk(someone(made_up, who), begin) for who, begin in staff.items()]
        # Herself, and her advocate.
        theirs = [{}, {"advocate_in": family.enquiry}]
        walked += [day.walk(on_their_page(made_up, family, **mine), "/") for mine in theirs]
    assert handed.parts <= WITHIN_A_REQUEST | {GUARD}
    assert sum(walked) > 3 * named, walked
    assert day.named > named, day.named


def addresses(family: Family, **known: list[str]) -> Iterator[str]:
    """Every page that is looked at, about this family where it is about one; the forms of what
    others write, which no auditor may open, in campaigns alone.
    """
    known |= {"file": [family.file], "enquiry": [family.enquiry], "person": [family.mother]}
    for page in PAGES:
        is_others = page.path.endswith("/new") and not page.path.startswith("/audit")
        if is_others and not is_campaign():
            continue
        if page.method == "GET" and not re.match(NOT_FOLLOWED, page.path):
            names = re.findall(r"<\w+:(\w+)>", page.path)
            for values in product(*(known.get(name, ["none"]) for name in names)):
                path = page.path
                for name, value in zip(names, values, strict=True):
                    path = path.replace(f"<string:{name}>", value)
                yield path


def test_an_auditor_reads_no_name_on_any_page_of_a_family_and_each_look_has_its_line(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a family whose record is kept to people by name: opened with a reason, not unlocked."""
    family = add_family(made_up, "KEPT-1")
    agree(made_up, family)
    checked = made_up.check(family.file, family.question())["ledger"]["seq"]
    said = disclosure(family, check=checked)
    sent = made_up.record(f"{family.path}/disclosures", said)["entries"][0]["seq"]
    made_up.record(f"{family.path}/authorisations", decision(family), "MASH_MANAGER")
    kept = {"file": family.file, "staff": "manager-1", "reason": "Her mother works next door."}
    made_up.record("/v1/restrictions", kept, "MASH_MANAGER", subject="manager-1")
    made_up.beat()
    with counting(monkeypatch) as handed:
        day, auditor = Day(made_up, handed, NOT_FOLLOWED), someone(made_up, "4")
        home = f"/audit/files/{family.file}"
        way = f"{home}/openings/new"
        assert day.opens(auditor, home).headers["Location"] == way
        # From every page of theirs they are led to say why first, and are then back at it.
        for page in (f"{home}/looks", f"{home}/trails/{sent}"):
            led = day.opens(auditor, page).headers["Location"]
            assert led == f"{way}?to={page}"
        back = auditor.send(auditor.open(led), way, reason="Sampled for the inspection of March.")
        assert back.headers["Location"] == page
        reports = [one.name for one in REPORTS]
        places = list(map(str, (sent, checked, 0)))
        read = set()
        some = reports if is_campaign() else reports[:3]
        for path in addresses(family, seq=places, places=places, name=some):
            reply = day.opens(auditor, path)
            assert reply.status_code in {200, 303, 403, 404}, (path, reply.status_code)
            assert not NAMED.search(reply.text), (path, NAMED.search(reply.text))
            if reply.status_code == 200:
                read.add(path)
    ours = (home, f"{home}/looks", f"{home}/trails/{sent}", f"/audit/entries/{sent}")
    others = ("", "/timeline", f"/checks/{checked}")
    assert read >= {*ours, *(f"/files/{family.file}{one}" for one in others)}
