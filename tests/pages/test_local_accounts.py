"""Accounts of our own: two factors, each code once, and nothing to be learnt by trying."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from click.testing import CliRunner
from werkzeug.test import TestResponse

from consent_service import access
from consent_service.access import accounts
from consent_service.access.accounts import LocalAccounts, assert_good, new_set_up_code
from consent_service.access.limits import Limit, TooMany
from consent_service.actions.refused import Refused
from consent_service.cli.group import cli
from consent_service.storage.database.tables import accounts as table
from tests.api.running import OURS, THEIRS, Running
from tests.faults.servers import environment
from tests.pages.conftest import of_service
from tests.pages.opening import Browser, Page, opened
from tests.sweeping import each

#: Of the 19,640 lines in Django 5.2's own list.
LOOKED_AT = "29ca0fa5303165f012f3e9775e3e95a3071cdd59f219973ec1cbb308d0214a6f"
PASSWORD = "horse staple battery"
HERE = f"/sign-in/{OURS}"


@dataclass
class Clock:
    """What accounts, limits and sessions go by: it stands, and is moved on."""

    now: float = field(default_factory=time.time)

    def __call__(self) -> float:
        return self.now


@dataclass
class Person:
    """Somebody with an account, a browser and an app that shows codes."""

    staff: str
    browser: Browser
    clock: Clock
    secret: str = ""
    recovery: list[str] = field(default_factory=list)

    def code(self) -> str:
        """The next code that was not used."""
        self.clock.now += 30
        return pyotp.TOTP(self.secret).at(int(self.clock.now))

    def asks(self, password: str = PASSWORD, staff: str = "") -> Page:
        first = self.browser.open(HERE)
        reply = self.browser.send(first, HERE, staff=staff or self.staff, password=password)
        return opened(reply)

    def signs_in(self, code: str = "", password: str = PASSWORD, staff: str = "") -> TestResponse:
        second = self.asks(password, staff)
        return self.browser.send(second, f"{HERE}/second", code=code or self.code())

    def is_signed_in(self) -> bool:
        return "You are signed in" in self.browser.get("/").text


@pytest.fixture
def clock(real: Running) -> Iterator[Clock]:
    standing, service = Clock(), real.app.extensions["consent"]
    browsers, limits = service.access.browsers, service.limits
    before = browsers.now, limits.clock
    browsers.now = limits.clock = standing
    # Each test is in ten minutes of its own, all of them while a token of this morning is good; and
    # nothing was tried before.
    standing.now += next(_minutes) * 600
    # What is counted is counted by quarters of an hour: none ends while it is.
    into = standing.now % 900
    standing.now += 900 - into if into > 600 else 0
    with real.storage.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM counts")
    yield standing
    browsers.now, limits.clock = before


_minutes = iter(range(1, 1_000))


@pytest.fixture
def ann(real: Running, clock: Clock) -> Person:
    return set_up(real, clock, "worker-ann")


def local(real: Running) -> LocalAccounts:
    found: LocalAccounts = real.app.extensions["consent"].accounts
    return found


def code_for(real: Running, staff: str) -> str:
    clock = real.app.extensions["consent"].limits.clock
    return new_set_up_code(real.storage.accounts[OURS], staff, clock())


def set_up(real: Running, clock: Clock, staff: str) -> Person:
    """Somebody who was given a code, used it, and signed out."""
    who = uses(real, clock, staff, code_for(real, staff))
    who.browser.send(who.browser.open("/"), "/sign-out")
    return who


def uses(real: Running, clock: Clock, staff: str, code: str) -> Person:
    """Somebody who has set their account up and is signed in."""
    who = Person(staff, of_service(real), clock)
    first = who.browser.open(f"/set-up/{OURS}")
    reply = who.browser.send(first, f"/set-up/{OURS}", staff=staff, code=code, password=PASSWORD)
    shown = opened(reply)
    found = re.search(r"((?:[A-Z2-7]{4} ?){8})", shown.text)
    assert found is not None
    who.secret = found[1].replace(" ", "")
    assert "<svg" in reply.text
    kept = opened(who.browser.send(shown, f"/set-up/{OURS}/second", code=who.code()))
    who.recovery = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", kept.text)
    assert len(set(who.recovery)) == 10
    assert who.is_signed_in()
    return who


def test_somebody_sets_their_account_up_and_signs_in_with_two_factors(ann: Person) -> None:
    reply = ann.signs_in()
    assert reply.headers["Location"] == "/"
    here = ann.browser.open("/")
    assert "worker-ann" in here.text
    assert ann.browser.get("/v1/codes").status_code == 403  # nobody has given them a role


def test_whatever_is_wrong_looks_the_same_and_is_worked_on_as_long(
    ann: Person, real: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes of every page, and how often a password is hashed."""
    hashed: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, held: str, typed: str) -> bool:
        hashed.append(held[:30])
        return verify(self, held, typed)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    code = ann.code()
    assert ann.signs_in(code).status_code == 303
    ann.browser.send(ann.browser.open("/"), "/sign-out")
    wrong = {
        "a right one again": ("worker-ann", PASSWORD, code),
        "another password": ("worker-ann", "horse staple batterz", ann.code()),
        "another code": ("worker-ann", PASSWORD, "000000"),
        "nobody": ("worker-bob", PASSWORD, "000000"),
        "nothing": ("", "", ""),
        "a code of no kind": ("worker-ann", PASSWORD, "ÄÖÜ"),
        "a recovery code of no account": ("worker-ann", PASSWORD, "0000-0000-0000"),
    }
    seen = set()
    for staff, password, typed in wrong.values():
        hashed.clear()
        second = opened(
            ann.browser.send(ann.browser.open(HERE), HERE, staff=staff, password=password)
        )
        note = second.form(f"{HERE}/second")["note"]
        reply = ann.browser.send(second, f"{HERE}/second", code=typed)
        opened(reply, 403)
        seen.add((second.reply.text.replace(note, ""), len(note), reply.text, len(hashed)))
        ann.clock.now += 900
    assert len(seen) == 1
    # And so does one that is locked, with everything right.
    for _ in range(11):
        ann.signs_in("000000")
    hashed.clear()
    opened(ann.signs_in(), 403)
    assert len(hashed) == 1
    ann.clock.now += 900
    assert ann.signs_in().status_code == 303


def test_of_forty_who_use_one_recovery_code_at_once_one_is_let_in(
    ann: Person, real: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, ours = ann.recovery[3], local(real)
    notes = [ours.begin(OURS, "worker-ann", PASSWORD, "unknown")]
    let_in, refusals, gate = [], set(), threading.Barrier(40)
    # The limit on attempts is not what is shown here.
    monkeypatch.setattr(ours._limits, "take", lambda *_: None)

    def use() -> None:
        gate.wait()
        try:
            let_in.append(ours.finish(OURS, notes[0], code.lower().replace("-", " "), "here"))
        except Refused as refused:
            refusals.add(refused.problem)

    threads = [threading.Thread(target=use) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    monkeypatch.undo()
    assert (let_in, refusals) == (["worker-ann"], {"sign-in-failed"})
    opened(ann.signs_in(code), 403)
    ann.clock.now += 900
    assert ann.signs_in(ann.recovery[4]).status_code == 303


def test_a_set_up_code_is_good_once_for_a_week_and_for_whom_it_was_made(
    ann: Person, real: Running
) -> None:
    ours, clock = local(real), ann.clock
    browser = of_service(real)

    def tries(staff: str, code: str, password: str = PASSWORD) -> TestResponse:
        clock.now += 900
        first = browser.open(f"/set-up/{OURS}")
        return browser.send(first, f"/set-up/{OURS}", staff=staff, code=code, password=password)

    code = code_for(real, "worker-cy")
    opened(tries("worker-ann", code), 403)
    opened(tries("worker-cy", "0000-0000-0000"), 403)
    short = opened(tries("worker-cy", code, "short"), 422)
    assert "too few characters" in short.text
    assert code in short.reply.text
    # The code is used up by whoever finishes first, and by nobody before.
    both = [opened(tries("worker-cy", code)) for _ in range(2)]
    secrets = [re.search(r"((?:[A-Z2-7]{4} ?){8})", page.text)[1] for page in both]  # type: ignore[index]
    for page, secret, status in zip(both, secrets, (200, 403), strict=True):
        clock.now += 30
        right = pyotp.TOTP(secret.replace(" ", "")).at(int(clock.now))
        reply = browser.send(page, f"/set-up/{OURS}/second", code=right)
        assert reply.status_code == status
    late = code_for(real, "worker-di")
    clock.now += 7 * 86_400
    opened(tries("worker-di", late), 403)
    # Another authority's, and another's note, are nothing here.
    with pytest.raises(Refused):
        ours.choose(THEIRS, "worker-di", code_for(real, "worker-di"), PASSWORD, "unknown")


def test_a_note_counts_only_as_it_was_given_and_for_five_minutes(
    ann: Person, real: Running
) -> None:
    second = ann.asks()
    note = second.form(f"{HERE}/second")["note"]
    for wrong in ("", "x", note[:-4], note[4:], "A" * len(note), "é"):
        opened(ann.browser.send(second, f"{HERE}/second", note=wrong, code=ann.code()), 403)
        ann.clock.now += 1
    with pytest.raises(Refused):
        local(real).finish(THEIRS, note, ann.code(), "here")
    with pytest.raises(Refused):
        local(real).set_up(OURS, note, ann.code(), "here")
    ann.clock.now += 300
    opened(ann.browser.send(second, f"{HERE}/second", code=ann.code()), 403)


def test_a_new_set_up_ends_what_somebody_else_has_of_the_account(
    ann: Person, real: Running
) -> None:
    assert ann.signs_in().status_code == 303
    again = set_up(real, ann.clock, "worker-ann")
    assert not ann.is_signed_in()
    opened(ann.signs_in(), 403)
    ann.clock.now += 900
    assert again.signs_in().status_code == 303


def test_showing_again_that_it_is_you_begins_a_new_session(ann: Person) -> None:
    ann.signs_in()
    ann.clock.now += 600
    before = ann.browser.cookie
    asked = ann.browser.open("/sign-in-again")
    opened(ann.browser.send(asked, "/sign-in-again", code="000000"), 403)
    assert ann.browser.cookie == before
    asked = ann.browser.open("/sign-in-again")
    assert ann.browser.send(asked, "/sign-in-again", code=ann.code()).status_code == 303
    assert ann.browser.cookie != before
    assert ann.is_signed_in()
    ann.browser.cookie = "nobody"
    opened(ann.browser.get("/sign-in-again"), 401)


@each(
    "password",
    "problem",
    of=[
        ("elevenchars", "password-too-short"),
        ("x" * 129, "password-too-short"),
        ("password2026!", "password-too-common"),
        ("Basketball....", "password-too-common"),
        ("aaaaaaaaaaaaaa", "password-too-common"),
        ("my worker-ann key", "password-too-common"),
        ("horse staple battery", None),
        ("Ŵyn a'r ŷd ym mis Mai", None),
    ],
)
def test_a_password_that_would_be_guessed_is_not_taken(password: str, problem: str | None) -> None:
    if problem is None:
        assert_good(password, "worker-ann")
        return
    with pytest.raises(Refused) as refused:
        assert_good(password, "worker-ann")
    assert refused.value.problem == problem


def test_a_stolen_database_shows_no_account_of_anybody(ann: Person, real: Running) -> None:
    with real.storage.engine.connect() as connection:
        rows = connection.execute(sa.select(table)).all()
    assert rows
    raw = b"".join(v if isinstance(v, bytes) else str(v).encode() for row in rows for v in row)
    for secret in ("worker", "argon2", ann.secret, ann.recovery[0], ann.recovery[0][:4]):
        assert secret.encode() not in raw


def test_an_operator_gives_a_way_in_and_takes_the_one_before(ann: Person, real: Running) -> None:
    assert ann.signs_in().status_code == 303
    words = ["staff", "set-up", "--authority", OURS, "--staff", "worker-ann"]
    said = CliRunner().invoke(cli, words, env=environment(real.settings))
    assert said.exit_code == 0, said.output
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", said.output.split("\n")[0])
    assert f"/set-up/{OURS}" in said.output
    assert not ann.is_signed_in()
    opened(ann.signs_in(), 403)
    told = environment(real.settings)
    an_address = CliRunner().invoke(cli, [*words[:-1], "ann@example.org"], env=told)
    assert an_address.exit_code == 2


def test_whoever_is_added_sets_an_account_up_and_acts_as_what_the_ledger_says(
    real: Running, clock: Clock
) -> None:
    # The command has a clock of its own, and this one goes on with it.
    real.clock.now = datetime.now(UTC)
    told = environment(real.settings)

    def run(*words: str) -> str:
        said = CliRunner().invoke(cli, ["staff", *words, "--authority", OURS], env=told)
        assert said.exit_code == 0, said.output
        return said.output

    names = ("--names", "Eve Example", "--role", "MASH_WORKER")
    said = run("add", "--staff", "worker-eve", *names)
    code = re.search(r"(?m)^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", said)
    right = re.search(r"right ([0-9a-f]+)", said)
    assert code is not None
    assert right is not None
    eve = uses(real, clock, "worker-eve", code[0])
    assert "Safeguarding hub worker" in eve.browser.open("/").text
    assert eve.browser.get("/v1/codes", Accept="*/*").status_code == 200
    # What is taken back holds on the next request, also of whoever is signed in.
    run("revoke", "--right", right[1])
    assert "No role yet" in eve.browser.open("/").text
    assert eve.browser.get("/v1/codes").status_code == 403


def test_the_list_of_passwords_is_the_one_that_was_looked_at_and_has_its_licence() -> None:
    folder = Path(access.__file__).parent
    packed = (folder / "common-passwords.txt.gz").read_bytes()
    assert hashlib.sha256(gzip.decompress(packed)).hexdigest() == LOOKED_AT
    assert "Django Software Foundation" in (folder / "LICENCE-common-passwords.txt").read_text()


def test_from_one_network_and_of_one_authority_so_many_may_try(
    ann: Person, real: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hub shares one address: whoever is right comes in, whatever others of it have typed."""
    monkeypatch.setattr(accounts, "PER_NETWORK", Limit("network", most=2, seconds=900))
    monkeypatch.setattr(accounts, "MOST_LOOKED_AT", 8)
    note = local(real).begin(OURS, "x", "y", "127.0.0.0/24")
    with pytest.raises(Refused):
        local(real).finish(OURS, note, "000000", "127.0.0.0/24")
    with pytest.raises(TooMany):
        local(real).finish(OURS, note, "000000", "127.0.0.0/24")
    assert ann.signs_in().status_code == 303
    for status in (200, 200, 200, 429):
        reply = ann.browser.send(ann.browser.open(HERE), HERE, staff="x", password="y")
        opened(reply, status)
    assert int(reply.headers["Retry-After"]) > 0
