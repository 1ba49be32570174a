"""Words never change: what stands in them is looked for once, and forgotten when nobody asks."""

from __future__ import annotations

import gc
import re
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pkgutil import walk_packages
from types import FrameType
from typing import Any, Final

import pytest

from consent_service import domain
from consent_service.domain import memo
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.memo import let_go_of_words, read_once
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.scope import Agency, meant
from consent_service.domain.scopes.services import Service, indexed
from consent_service.domain.tasks import due
from consent_service.domain.tasks.replying import due_of_answer
from consent_service.storage.keepers import keeping
from consent_service.storage.keepers.keeping import Keeping
from tests.domain.tasks.story import Story, question

FEW: Final = 12


def looked_through(work: Callable[[], object]) -> int:
    """How often a pattern was looked for in something."""
    count = 0

    def called(_: FrameType, event: str, what: Any) -> None:
        nonlocal count
        count += event == "c_call" and isinstance(getattr(what, "__self__", None), re.Pattern)

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_what_stands_in_words_is_kept_while_somebody_asks_and_no_longer() -> None:
    found: list[str] = []

    @read_once
    def rule(words: str, *, twice: bool = False) -> int:
        found.append(words)
        return len(words) * (2 if twice else 1)

    assert rule("No.") == rule("No.") == 3
    assert rule("No.", twice=True) == rule("No.", twice=True) == 6
    assert found == ["No.", "No."], "once by whatever it goes by"
    for _ in range(3):
        let_go_of_words()
        rule("No.")
    assert len(found) == 2, "somebody asks"
    let_go_of_words()
    let_go_of_words()
    assert rule("No.") == 3
    assert len(found) == 3, "nobody asked"


def test_of_many_texts_those_that_were_asked_about_last_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memo, "MOST_TEXTS", 10)
    others = {*memo._every()}
    found: list[str] = []

    @read_once
    def rule(words: str) -> str:
        found.append(words)
        return words

    for number in range(1_000):
        assert rule(str(number)) == str(number)
        assert rule("often") == "often"
    assert len(found) == 1_001
    (lately,) = {*memo._every()} - others
    assert len(lately.now) + len(lately._before) <= 20


#: What is kept for good, by codes, kinds of entry and days: no words of anybody's are among them.
_BY_OTHERS: Final = {
    *("codes.all_noes", "deep.members_with", "times.span", "words.standing._in_words"),
    *("workingdays._bank_holidays", "workingdays._after", "tasks.task.start_of", "times.day_of"),
    *(f"scopes.toldapart.{name}" for name in ("purposes_told", "_categories", "_directions")),
    *(f"scopes.toldapart.{name}" for name in ("_purposes_in", "_directions_in", "_kinds_in")),
}


def test_no_rule_that_reads_words_keeps_them_in_another_way() -> None:
    """Else what was erased stays in the memory of whoever had read it: a name of a service that
    somebody typed stood there for as long as fewer than thousands of others were asked about.
    """
    kept = set[str]()
    for module in walk_packages(domain.__path__, f"{domain.__name__}."):
        for name, one in vars(import_module(module.name)).items():
            kept_for = getattr(one, "cache_parameters", None)
            is_bounded = kept_for is not None and kept_for()["maxsize"] is not None
            if is_bounded and one.__module__ == module.name:
                kept.add(f"{module.name.removeprefix(domain.__name__ + '.')}.{name}")
    assert kept == _BY_OTHERS


def test_what_a_directory_made_of_a_name_is_forgotten_like_other_words() -> None:
    """It was kept as long as the directory stood, of whoever typed it."""
    directory = indexed([Service("elm", "SCHOOL", ("Elm Primary",))])
    typed = Agency("SCHOOL", "The school of Kit Example")
    found = meant(typed, directory)
    let_go_of_words()
    assert meant(typed, directory) is found, "somebody asks"
    for _ in range(2):
        let_go_of_words()
    lately = memo._every()
    assert directory.worked_out in lately
    assert not any("kit example" in repr([*o.now, *o._before]).lower() for o in lately)
    assert meant(typed, directory) == found


def test_a_process_that_serves_forgets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "SECONDS", 0.0)
    turned = list[int]()
    monkeypatch.setattr(keeping, "let_go_of_words", lambda: turned.append(1))
    keeps = Keeping((), every=0.01)
    keeps.start()
    until = time.monotonic() + 10
    while not turned and time.monotonic() < until:
        time.sleep(0.01)
    keeps.stop()
    assert turned


def test_an_error_in_it_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "SECONDS", 0.0)
    tried = list[int]()

    def fails() -> None:
        tried.append(1)
        raise RuntimeError("Set changed size during iteration")

    monkeypatch.setattr(keeping, "let_go_of_words", fails)
    keeps = Keeping((), every=0.01)
    keeps.start()
    until = time.monotonic() + 10
    while len(tried) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    keeps.stop()
    assert len(tried) > 1


def test_others_may_be_made_while_all_are_gone_through() -> None:
    """Each look at a directory makes one, in whichever thread."""
    ends, before = threading.Event(), len(memo._EVERY)

    def make() -> None:
        while not ends.is_set():
            [memo.Lately[int]() for _ in range(50)]

    threads = [threading.Thread(target=make) for _ in range(2)]
    every = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for one in threads:
            one.start()
        for _ in range(300):
            let_go_of_words()
    finally:
        sys.setswitchinterval(every)
        ends.set()
        for one in threads:
            one.join()
    gc.collect()
    assert len(memo._EVERY) <= before


def asked(story: Story) -> None:
    """Whatever there is to be said of the file, by a look that knows nothing yet."""
    view = View(story.file, story.at, story.at)
    answer = decide(view, DEFAULT_POLICY, question(), ())
    due_of_answer(view, answer, "E1", view.as_of)
    due(view, DEFAULT_POLICY)


def test_another_look_at_many_words_looks_through_none_of_them() -> None:
    taken = []
    for count in (1, FEW):
        story = Story().child().adult("mum").adult("dad").enquiry()
        for number in range(count):
            words = f"Ask the school, Mum says, by all means: she told us so. {count}, {number}."
            talk = story.later().talk(parent_words=words)
            story.say("AGREED", conversation=talk)
        first = looked_through(lambda: asked(story))  # noqa: B023 - at once
        taken.append((first, looked_through(lambda: asked(story.later()))))  # noqa: B023
    (one, again), (many, all_again) = taken
    assert many > 2 * one, "each is looked through"
    assert all_again == again, "once"
