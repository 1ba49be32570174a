"""John's made-up case, played through the service: it gives the answers of the truth table."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from consent_service import demonstration
from consent_service.access.tokens import issue_token
from consent_service.app import create_app
from consent_service.beginning import prepare
from consent_service.demonstration import AUTHORITY, load, settings_of, words
from consent_service.samples import (
    Played,
    SampleClock,
    SampleFailed,
    play,
    read_sample,
    sample_names,
)
from consent_service.settings import Settings
from tests.api.running import HOST, OURS, Running, settings_in
from tests.trying import is_campaign

GIVEN = json.loads(
    (Path(__file__).parent / "domain" / "decision_scenarios.json").read_text(encoding="utf-8")
)
SCENARIOS = {one["id"]: one for one in GIVEN["scenarios"] if one["id"].startswith("J")}


def begin(settings: Settings) -> None:
    """A demonstration ledger that begins before the sample does."""
    begins = datetime(2026, 11, 9, tzinfo=UTC)
    prepare(settings, OURS, f"consent.test/{OURS}", begins, is_demonstration=True)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One on SQLite, to be copied: to begin it takes as long as half of what is played on it."""
    folder = tmp_path_factory.mktemp("begun")
    begin(settings_in(folder, f"sqlite:///{folder / 'test.db'}"))
    return folder


@pytest.fixture
def fresh(
    database_kind: str, empty_database_url: str, tmp_path: Path, begun: Path
) -> Iterator[Running]:
    """Such a ledger, on which nothing has been played."""
    settings = settings_in(tmp_path, empty_database_url)
    if database_kind == "sqlite":
        shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    else:
        begin(settings)
    clock = SampleClock()
    started = Running(settings, clock, create_app(settings, clock))
    yield started
    for engine in started.engines:
        engine.dispose()


def said(answer: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """What of an answer the truth table speaks of, in its words."""
    return {
        "outcome": answer["outcome"],
        "reasons": [reason["code"] for reason in answer["reasons"]],
        "flags": sorted(flag["code"] for flag in answer["flags"]),
        "items": [
            {
                "subject": names[item["subject"]],
                "category": item["category"],
                "outcome": item["outcome"],
                "reason": item["reason"]["code"],
            }
            for item in answer["items"]
        ],
    }


def test_the_sample_gives_the_answers_of_the_truth_table(fresh: Running) -> None:
    (played,) = play(fresh.app, fresh.clock, OURS, read_sample("john"))
    assert sorted(played.answers) == sorted(SCENARIOS)
    names = {id: name for name, id in played.kept.items()}
    differing = {}
    for scenario, answer in played.answers.items():
        expected = {**SCENARIOS[scenario]["answer"]}
        expected["flags"] = sorted(expected["flags"])
        found = said(answer, names)
        if found != expected:
            differing[scenario] = (found, expected)
    # J06: the referrer's word of 10 November, about everything, is still on this timeline; J11: so
    # is the tick on the referral. J08: one conversation left some of the nine points out.
    assert list(differing) == ["J06", "J08", "J11"]
    found, expected = differing["J06"]
    assert expected["reasons"] == ["OUT_OF_SCOPE_AGENCY"]
    assert found["reasons"] == ["REPORTED_NOT_CONFIRMED"]
    assert {**found, "reasons": 0, "items": 0} == {**expected, "reasons": 0, "items": 0}
    fresh.beat()
    fresh.assert_sound()


def test_j05_leaves_three_things_to_do_dad_the_letter_and_the_advocate(fresh: Running) -> None:
    (played,) = play(fresh.app, fresh.clock, OURS, read_sample("john"))
    names = {id: name for name, id in played.kept.items()}
    left = {(task["code"], names[task["person"]]) for task in played.answers["J05"]["tasks"]}
    assert left == {("SPEAK_TO", "dad"), ("SEND_SUMMARY", "mum"), ("DISCUSS_ADVOCATE", "mum")}


def test_the_sample_itself_says_where_it_differs_and_what_was_invented() -> None:
    sample = read_sample("john")
    timeline = sample["one_timeline"]
    assert "J06" in timeline
    assert "REPORTED_NOT_CONFIRMED" in timeline
    assert "OUT_OF_SCOPE_AGENCY" in timeline
    assert "No step describes a real person." in sample["invented"]


def test_the_sample_can_be_moved_in_time_and_answers_the_same(fresh: Running) -> None:
    later = timedelta(weeks=52)
    (played,) = play(fresh.app, fresh.clock, OURS, read_sample("john"), later=later)
    assert played.answers["J05"]["outcome"] == "COVERED"
    assert played.answers["J05"]["at"].startswith("2027-11-11T12:00:00")
    outcomes = {name: answer["outcome"] for name, answer in played.answers.items()}
    assert outcomes == {name: one["answer"]["outcome"] for name, one in SCENARIOS.items()}


def test_a_step_that_is_not_taken_says_which(fresh: Running) -> None:
    sample = read_sample("john")
    sample["steps"][3]["body"] = {}
    with pytest.raises(SampleFailed, match="Step 3 was answered 422"):
        play(fresh.app, fresh.clock, OURS, sample)


# ── the other families ──────────────────────────────────────────────────────────────────────

OTHERS = [name for name in sample_names() if name != "john"]


@pytest.mark.swept
@pytest.mark.parametrize("name", OTHERS)
def test_each_family_gets_the_answers_its_sample_promises(fresh: Running, name: str) -> None:
    sample = read_sample(name)
    (played,) = play(fresh.app, fresh.clock, OURS, sample)
    promised = {step["scenario"]: step["expect"] for step in sample["steps"] if "expect" in step}
    assert promised
    found = {
        scenario: {
            "outcome": answer["outcome"],
            "reasons": [reason["code"] for reason in answer["reasons"]],
            "flags": sorted(flag["code"] for flag in answer["flags"]),
        }
        for scenario, answer in played.answers.items()
    }
    assert found == promised
    fresh.beat()
    fresh.assert_sound()


def test_every_family_is_made_up_and_says_so() -> None:
    for name in sample_names():
        sample = read_sample(name)
        assert "No step describes a real person." in sample["invented"]
        people = [step for step in sample["steps"] if step["post"] != "/v1/services"]
        names = [step["body"]["names"] for step in people if "names" in step["body"]]
        assert all(name.endswith(" Sample") or name == "Not yet known" for name in names)


def test_families_played_together_keep_their_own_names(fresh: Running) -> None:
    """Every day some of them; all are played together for the demonstration."""
    samples = [read_sample(name) for name in sample_names()[:: 1 if is_campaign() else 3]]
    played = play(fresh.app, fresh.clock, OURS, *samples)
    assert len({one.kept["file"] for one in played}) == len(samples)
    times = [one.entry.at for one in fresh.entries()]
    assert times == sorted(times)
    fresh.assert_sound()


def test_what_the_girl_says_hides_her_counsellor_from_her_fathers_page(fresh: Running) -> None:
    """And nothing else: her mother's page has it, and so has his without her words."""
    told, silent = read_sample("wish"), read_sample("wish")
    silent["steps"] = [step for step in silent["steps"] if "/wishes" not in step["post"]]
    silent["steps"] = [step for step in silent["steps"] if "/checks" not in step["post"]]
    silent["steps"][0]["body"]["reference"] = "SAMPLE-0"
    # What is told of a child, or of whoever may be meant, is told to each file of one who may be
    # the same.
    others = {"dad": "Ivo Sample", "mum": "Cleo Sample", "lily": "Petra Sample"}
    for one in silent["steps"]:
        for kept in others.keys() & one.get("keep", {}):
            one["body"]["names"] = others[kept]
    pages = []
    for played in play(fresh.app, fresh.clock, OURS, told, silent):
        for who in ("dad", "mum"):
            with fresh.app.app_context():
                own: dict[str, Any] = {"file": played.kept["file"], "person": played.kept[who]}
                token = issue_token("family-1", ["PARENT"], OURS, **own)
            headers = {"Authorization": f"Bearer {token}", "Host": HOST}
            pages.append(fresh.client.get("/v1/own", headers=headers).get_json())
    assert [len(page["talked_to"]) for page in pages] == [0, 1, 1, 1]
    fathers, _, had_she_said_nothing, _ = pages
    before = {**had_she_said_nothing, "you": fathers["you"]}
    before |= {"talked_to": [], "children": [], "agreed": []}
    assert {**fathers, "children": [], "agreed": []} == before


# ── the demonstration ───────────────────────────────────────────────────────────────────────

#: A day that most years do not have; the sample's own time, a day when clocks change, the end of a
#: year and of a week, years on.
DAYS = [
    datetime(2028, 2, 29, 12, tzinfo=UTC),
]
OTHER_DAYS = [
    datetime(2026, 11, 22, tzinfo=UTC),
    datetime(2026, 11, 28, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    datetime(2029, 12, 31, 23, 30, tzinfo=UTC),
]


def ask_printed(command: str, service: Running) -> dict[str, Any]:
    """What a printed `curl` would be answered, sent through the test client instead."""
    parts = shlex.split(command)
    headers = dict(parts[n + 1].split(": ", 1) for n, part in enumerate(parts) if part == "-H")
    address = next(part for part in parts if part.startswith("http://"))
    path = address.removeprefix("http://127.0.0.1:8000")
    body = next((parts[n + 1] for n, part in enumerate(parts) if part == "-d"), None)
    headers["Host"] = "127.0.0.1"
    if body is None:
        reply = service.client.get(path, headers=headers)
    else:
        assert json.loads(body)["urgency"] == "STANDARD"
        reply = service.client.post(path, data=body, headers=headers)
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.get_json()
    return answer


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[datetime], tuple[Path, Played]]:
    """The demonstration as it is begun on a day: played once for all who look at it."""

    @cache
    def of(now: datetime) -> tuple[Path, Played]:
        folder = tmp_path_factory.mktemp("demonstration")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(demonstration, "system_clock", lambda: now)
            return folder, load(Settings.read(settings_of(folder)))

    return of


@pytest.mark.parametrize(
    "now",
    [*DAYS, *(pytest.param(day, marks=pytest.mark.campaign) for day in OTHER_DAYS)],
    ids=lambda now: now.date().isoformat(),
)
def test_the_demonstration_works_on_any_day(
    loaded: Callable[[datetime], tuple[Path, Played]],
    monkeypatch: pytest.MonkeyPatch,
    now: datetime,
) -> None:
    monkeypatch.setattr(demonstration, "system_clock", lambda: now)
    folder, played = loaded(now)
    settings = Settings.read(settings_of(folder))
    assert {"J05", "J07", "J08"} <= set(played.answers)
    printed = words(settings, 8000)
    commands = [line for line in printed.splitlines() if line.startswith("curl ")]
    assert len(commands) == 3
    clock = SampleClock(now)
    service = Running(settings, clock, create_app(settings, clock), AUTHORITY)
    try:
        first, second, third = (ask_printed(command, service) for command in commands)
        assert first["outcome"] == "COVERED"
        assert second["outcome"] == "ASK"
        assert third["file"] == played.kept["file"]
        service.assert_sound()
        for entry in service.entries():
            assert entry.entry.at <= now
    finally:
        service.storage.engine.dispose()


def test_what_the_demonstration_prints_says_what_was_asked(
    loaded: Callable[[datetime], tuple[Path, Played]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demonstration, "system_clock", lambda: DAYS[0])
    folder, _ = loaded(DAYS[0])
    settings = Settings.read(settings_of(folder))
    printed = words(settings, 8123)
    assert printed.count("http://127.0.0.1:8123") >= 4
    assert re.search(r"^eyJ[\w-]+\.[\w-]+\.[\w-]+$", printed, re.MULTILINE)
    exported = (folder / "env").read_text(encoding="utf-8")
    for name, value in settings_of(folder).items():
        assert f"export {name}={shlex.quote(value)}\n" in exported
