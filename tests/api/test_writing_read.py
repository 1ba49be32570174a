"""What somebody wrote on a page of theirs is read by one of us before anybody else is rung."""

from __future__ import annotations

import pytest

from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, problem_of
from tests.api.test_effects import settle, waiting

WORDS = "Proszę nie mówcie mu."


@pytest.mark.each_database("readWriting")
def test_until_it_was_read_nobody_else_is_spoken_to(service: Running, family: Family) -> None:
    def due() -> set[tuple[str, str | None]]:
        every = service.get(f"{family.path}/tasks").get_json()["tasks"]
        return {(one["code"], one["person"]) for one in every}

    assert ("SPEAK_TO", family.father) in due()
    mother_of(service, family).receipt("requests", {"wants": "SPEAK_TO_SOMEBODY", "words": WORDS})
    assert ("SPEAK_TO", family.father) not in due()
    assert ("READ_WRITING", family.mother) in due()
    (unread,) = service.get(family.path).get_json()["unread_writing"]
    assert (unread["words"], unread["person"]) == (WORDS, family.mother)
    assert family.father in unread["not_sent_for"]
    path, read = f"{family.path}/writing-read", {"entry": unread["entry"], "holds": "MAY_BE_A_NO"}
    problem_of(service.post(path, {**read, "entry": 1}), "no-such-words")
    # Whoever reads more in it than who read it first is heard.
    service.record(path, {**read, "holds": "NOTHING"})
    problem_of(service.post(path, {**read, "holds": "NOTHING"}), "no-such-words")
    service.record(path, read)
    # Nobody here can read it: that no harm is told of in it a manager confirms.
    assert ("SPEAK_TO", family.father) not in due()
    assert ("READ_WRITING", family.mother) not in due()
    for one in waiting(service):
        assert settle(service, family, one["waiting"], "confirmation").status_code == 201
    assert ("SPEAK_TO", family.father) in due()
    assert not service.get(family.path).get_json()["unread_writing"]
