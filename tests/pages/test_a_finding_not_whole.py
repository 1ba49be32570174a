"""That a no may stand in its words makes no finding of one that is not whole: they are kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Running, add_family, agree

_WHY = "He told me everything back in his own words, and said no to the school."


def _sent(service: Running, path: str, **said: Any) -> tuple[Any, list[dict[str, Any]]]:
    family = add_family(service)
    agree(service, family)
    yes = service.get(family.path).get_json()["responses"][-1]["id"]
    of: dict[str, Any] = {
        "competence": {"child": family.child},
        "capacity": {"person": family.mother},
        "validity": {"response": yes},
    }[path]
    reply = service.post(f"{family.path}/{path}", {**of, **said, "junk": 1})
    return reply, service.get(family.path).get_json()["responses"]


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("competence", {"status": "COMPETENT", "rationale": _WHY}),
        ("capacity", {"status": "ASSESSED_HAS", "rationale": _WHY}),
        ("validity", {"status": "VALID", "reasons": [_WHY]}),
    ],
)
def test_of_a_finding_that_is_not_whole_the_words_alone_are_kept(
    made_up: Running, path: str, finding: dict[str, Any]
) -> None:
    refused, _ = _sent(made_up, path, **finding)
    assert refused.status_code == 422
    reply, answers = _sent(made_up, path, **finding, not_a_no=False)
    assert reply.status_code == 201, reply.get_json()
    kinds = [one["kind"] for one in reply.get_json()["entries"]]
    assert "response-recorded" in kinds
    assert not {"competence-recorded", "capacity-recorded", "validity-changed"} & {*kinds}
    assert [one["answer"] for one in answers].count("NOT_CLEAR") == 1
