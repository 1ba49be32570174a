"""GOV.UK Notify is spoken to as it is: what it takes, what it refuses, and once for each letter."""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from consent_service.access import outside
from consent_service.access.outside import OF_ONE, Outside
from consent_service.domain.letters import texts
from consent_service.letters import pdf
from consent_service.letters.notify import Notify, NotSent, can_be_posted, read_notify
from consent_service.pages.worker import writing
from consent_service.storage.door.trouble import KeyFileError
from tests.api.running import OURS, Running, add_family, agree
from tests.pages.notifying import KEY, TEMPLATE, FakeNotify, notify
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_languages import EVERY
from tests.pages.test_letters import on_record

ONCE = "once-0123456789abcdef"
PDF = b"%PDF-1.7 Ann Example"


@pytest.fixture
def there() -> Iterator[FakeNotify]:
    with notify() as server:
        yield server


def test_a_letter_is_posted_once_however_often_it_is_sent(there: FakeNotify) -> None:
    account = Notify(KEY, there.host)
    first, again = (account.post_letter(PDF, ONCE) for _ in range(2))
    assert first == again == there.sent[0]["id"]
    assert len(there.sent) == 1
    assert account.post_letter(PDF, f"{ONCE}2") != first
    # What Notify could not print is in nobody's letterbox, and is never said to be.
    there.becomes = "validation-failed"
    account.post_letter(PDF, f"{ONCE}3")
    with pytest.raises(NotSent, match="print it here"):
        account.post_letter(PDF, f"{ONCE}3")


def test_what_is_not_taken_says_what_to_do_and_not_what_it_was(there: FakeNotify) -> None:
    wrong = KEY[:-1] + ("1" if KEY[-1] != "1" else "2")
    late = Notify(KEY, there.host, now=lambda: time.time() - 60)
    for account in (Notify(wrong, there.host), late, Notify(KEY, "http://127.0.0.1:9")):
        with pytest.raises(NotSent) as error:
            account.post_letter(PDF, ONCE)
        assert "Ann" not in str(error.value)
    there.status = 500
    with pytest.raises(NotSent, match="500"):
        Notify(KEY, there.host).post_letter(PDF, ONCE)
    assert there.sent == []


def test_what_may_pass_is_tried_once_more_and_nothing_goes_twice(there: FakeNotify) -> None:
    waited: list[float] = []
    account = Notify(KEY, there.host, wait=waited.append)
    # Too much to do, not there, or its answer was lost after it had taken the letter.
    there.answers = [0, 429]
    assert account.post_letter(PDF, f"{ONCE}1") == there.sent[-1]["id"]
    there.answers = [503]
    assert account.post_letter(PDF, f"{ONCE}2") == there.sent[-1]["id"]
    there.answers, there.takes_it_all_the_same = [0, 500], True
    assert account.post_letter(PDF, f"{ONCE}3") == there.sent[-1]["id"]
    there.takes_it_all_the_same = False
    assert [one["reference"] for one in there.sent] == [f"{ONCE}{one}" for one in "123"]
    assert waited == [1.0] * 3


@pytest.mark.parametrize(
    ("status", "asked", "says"),
    [
        (400, 1, "print it here"),
        (403, 1, "key or our clock"),
        (413, 1, "print it here"),
        (429, 2, "again in some minutes"),
        (503, 2, "again in some minutes"),
    ],
)
def test_what_is_no_use_is_not_tried_again(
    there: FakeNotify, status: int, asked: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    there.status = status
    with pytest.raises(NotSent, match=says) as error:
        Notify(KEY, there.host, wait=lambda _: None).post_letter(PDF, ONCE)
    assert there.asked == asked
    # Its own words may say what was sent: they stand in no log, and nobody is shown them.
    logged = capsys.readouterr().out
    assert "notify.refused" in logged
    for told in (logged, str(error.value)):
        assert "message" not in told
        assert ONCE not in told


def test_a_notify_that_hangs_holds_a_few_who_post_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    says, asked = threading.Event(), []

    def hangs(*_: Any, **__: Any) -> Any:
        asked.append(1)
        says.wait(20)
        raise requests.ConnectionError

    monkeypatch.setattr("requests.request", hangs)
    monkeypatch.setattr(outside, "PATIENCE", 0.05)
    monkeypatch.setattr("consent_service.letters.notify._ALL_WITHIN", 0.2)
    account = Notify(KEY, "https://notify.example", wait=lambda _: None)

    def posts(_: int) -> str:
        with pytest.raises(NotSent, match="cannot be reached"):
            account.post_letter(PDF, ONCE)
        return "told"

    try:
        with ThreadPoolExecutor(20) as pool:
            assert list(pool.map(posts, range(40))) == ["told"] * 40
        assert len(asked) <= OF_ONE
    finally:
        says.set()


def test_what_is_no_account_starts_nothing(tmp_path: Path) -> None:
    said = tmp_path / f"{OURS}.toml"
    for text in (
        'key = "letters-1-2"',
        f'key = "{KEY[8:]}"',
        f'key = "{KEY}"\nhost = "http://notify.example"',
        f'key = "{KEY}"\nanother = 1',
        f'key = "{KEY}"\ntext_template = "1"',
        "key",
    ):
        said.write_text(text)
        said.chmod(0o600)
        with pytest.raises(KeyFileError, match="not written as one"):
            read_notify(tmp_path, [OURS], Outside())
    said.write_text(f'key = "{KEY}"')
    assert KEY not in repr(read_notify(tmp_path, [OURS], Outside()))
    with pytest.raises(KeyFileError, match="no authority"):
        read_notify(tmp_path, [], Outside())
    said.chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_notify(tmp_path, [OURS], Outside())
    assert read_notify(None, [OURS], Outside()) == {}


@pytest.mark.parametrize(
    ("address", "can_be"),
    [
        ("7 Example Row, Bexley, DA5 1AA", True),
        ("7 Example Row, da51aa", True),
        ("7 Example Row DA5 1AA", False),
        ("7 Example Row, Bexley", False),
        ("1, 2, 3, 4, 5, 6, DA5 1AA", False),
        (None, False),
    ],
)
def test_an_address_is_looked_at_before_notify_looks(address: str | None, can_be: bool) -> None:
    assert can_be_posted({"to": "Ann Example", "address": address}) is can_be


def test_a_letter_is_posted_from_its_page_once_and_stands_on_record(
    made_up: Running, there: FakeNotify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The PDF's maker is a stand-in: what it sets is not what this is about."""
    monkeypatch.setattr(pdf, "_maker", lambda: lambda paper: PDF + paper)
    said = tmp_path / f"{OURS}.toml"
    said.write_text(f'key = "{KEY}"\nhost = "{there.host}"')
    said.chmod(0o600)
    service = made_up.restarted(notify=tmp_path)
    family = add_family(service)
    agree(service, family)
    worker, path = someone(service), f"/files/{family.file}/people/{family.mother}/letters"

    def address(value: str, safety: str = "SAFE") -> str:
        body = {"person": family.mother, "type": "ADDRESS", "value": value, "safety": safety}
        made: str = service.record(f"{family.path}/contact-points", body)["id"]
        return made

    typed = {"kind": "ANSWER_COPY", "style": "STANDARD", "language": "en-GB", "does": "POSTED"}
    home, short = address("7 Example Row, Bexley, DA5 1AA"), address("8 Short Row, Bexley")
    form = worker.open(path)
    with pytest.MonkeyPatch.context() as long:
        long.setattr(writing, "pages_of", lambda _: 11)
        told = opened(worker.send(form, path, **typed, contact=home), 422).text
        assert "10 pages at most" in told
    for contact, why in (("", "Choose an address"), (short, "no postcode")):
        assert why in opened(worker.send(form, path, **typed, contact=contact), 422).text
    assert there.sent == []
    there.status = 503
    away = opened(worker.send(form, path, **typed, contact=home), 422)
    assert "print it" in away.text
    assert on_record(service, family.file) == []
    # Another form, another day's press, two at once: it is the same letter.
    there.status = 0
    for one in (away, away, worker.open(path)):
        assert worker.send(one, path, **typed, contact=home).headers["Location"] == path
    (posted,) = there.sent
    digest = hashlib.sha256(base64.b64decode(posted["content"])).hexdigest()
    assert on_record(service, family.file) == [digest]
    assert family.file not in posted["reference"]
    assert "posted by GOV.UK Notify" in worker.open(path).text
    unsafe = address("1 Old Road, Bexley, DA5 1AB", "UNSAFE")
    none = opened(worker.send(worker.open(path), path, **typed, contact=unsafe), 422)
    assert "not safe to write" in none.text
    assert there.sent == [posted]
    service.storage.engine.dispose()


def test_a_text_says_nothing_of_why_goes_once_a_day_and_to_nobody_whom_it_may_harm(
    made_up: Running, there: FakeNotify, tmp_path: Path
) -> None:
    said = tmp_path / f"{OURS}.toml"
    templates = f'text_template = "{TEMPLATE}"\nemail_template = "{TEMPLATE}"'
    said.write_text(f'key = "{KEY}"\nhost = "{there.host}"\n{templates}')
    said.chmod(0o600)
    service = made_up.restarted(notify=tmp_path)
    family = add_family(service)
    agree(service, family)
    worker, path = someone(service), f"/files/{family.file}/people/{family.mother}/messages"

    def point(kind: str, value: str, safety: str) -> str:
        body = {"person": family.mother, "type": kind, "value": value, "safety": safety}
        made: str = service.record(f"{family.path}/contact-points", body)["id"]
        return made

    mobile = point("PHONE", "07700 900001", "SAFE")
    mail = point("EMAIL", "ann@example.org", "SAFE")
    typed = {"language": "cy"}
    form = worker.open(path)
    assert "You have a message. Please ring the number" in form.text
    assert "Choose a number" in opened(worker.send(form, path, **typed, contact=""), 422).text
    assert there.sent == []
    there.status = 500
    assert "or ring" in opened(worker.send(form, path, **typed, contact=mobile), 422).text
    assert on_record(service, family.file) == []
    there.status = 0
    for one in (form, form, worker.open(path)):
        gone = worker.send(one, path, **typed, contact=mobile)
        assert gone.headers["Location"] == path.replace("messages", "letters")
    text = EVERY.of("cy").text(texts.MESSAGE)
    assert [one["personalisation"] for one in there.sent] == [{"message": text}]
    worker.send(form, path, **typed, contact=mail)
    _, email = there.sent
    assert email["email_address"] == "ann@example.org"
    assert email["personalisation"]["message"] == text
    # One that may not be written to is sent to nobody, not to whoever sends it for us either.
    point("PHONE", "07700 900002", "NEVER_TEXT")
    never = point("PHONE", "07700 900003", "UNSAFE")
    other = worker.open(path)
    assert "07700 90000" not in other.text
    for contact in (never, mobile):
        opened(worker.send(form, path, **typed, contact=contact), 422)
    assert len(there.sent) == 2
    # Whoever has the telephone reads of nobody, and of nothing that has to do with a child.
    for word in ("Ann", "Ng", "Bexley", "Council", "child", "consent", "agree", "safe", "020"):
        assert word not in f"{texts.MESSAGE} {texts.MESSAGE_SUBJECT}"
    assert on_record(service, family.file) == [hashlib.sha256(text.encode()).hexdigest()] * 2
    assert "By text message" in worker.open(path.replace("messages", "letters")).text
    # Nothing else goes by a text, whoever asks for it.
    letter = {"person": family.mother, "which": "ANSWER_COPY", "how": "TEXT", "contact": mobile}
    refused = service.post(f"{family.path}/letters", {**letter, "copy_sha256": "0" * 64})
    assert refused.get_json()["type"] == "/v1/problems/message-says-too-much"
    # Where no texts are sent the page says what to do.
    assert "No texts" in someone(made_up).open(path).text
    service.storage.engine.dispose()
