"""The examples of the specification are what the service answers, byte for byte."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from marshmallow import RAISE

from consent_service.api.edge.operations import Plain
from consent_service.api.edge.problems import PROBLEM_JSON
from consent_service.api.replies.service import ProblemSchema
from consent_service.api.table import operations
from consent_service.domain.answers import Outcome
from tests.api.counting_looks import WITHIN_A_REQUEST, counting, lines
from tests.api.make_examples import FOLDER, examples, steadied
from tests.api.running import SHARE_NOW, Running
from tests.sweeping import each

WRITTEN = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.json"))}
#: Somebody looked, and no file was opened for it: at the place of an entry, or at the whole record.
OPENS_NONE = {"showProof", "verifyNow"}
OPERATIONS = {operation.name: operation for operation in operations()}


def test_each_example_is_what_the_service_answers_today(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting(monkeypatch) as handed:
        made = examples(service)
    # Every operation was called: whatever of a file was handed to somebody has its line.
    seen = Counter(
        {look: of for look, of in lines(service).items() if look.operation not in OPENS_NONE}
    )
    assert seen == handed.to_somebody()
    assert handed.parts <= WITHIN_A_REQUEST
    assert sorted(made) == sorted(WRITTEN), "run `python -m tests.api.make_examples`"
    for name, text in made.items():
        assert json.loads(WRITTEN[name]) == json.loads(text), name
        assert WRITTEN[name] == text, name


def test_every_outcome_has_an_example() -> None:
    bodies = [json.loads(text)["response"]["body"] for text in WRITTEN.values()]
    assert {body.get("outcome") for body in bodies if body is not None} >= set(Outcome)


@each("name", of=WRITTEN)
def test_an_example_matches_the_specification(name: str) -> None:
    example: dict[str, Any] = json.loads(WRITTEN[name])
    operation = OPERATIONS[example["operation"]]
    reply = example["response"]
    if reply["content_type"] == PROBLEM_JSON:
        assert ProblemSchema().load(reply["body"], unknown=RAISE)["status"] == reply["status"]
    else:
        assert reply["status"] == operation.status
        if not isinstance(operation.reply, Plain):
            operation.reply().load(reply["body"], unknown=RAISE)
        sent = example["request"].get("body", {})
        if operation.body is not None and sent.get("urgency") != "IMMEDIATE":
            assert operation.body().load(sent)
    if operation.tag == "check" or reply["content_type"] == PROBLEM_JSON:
        assert SHARE_NOW in WRITTEN[name]


def test_ids_are_replaced_in_the_order_in_which_they_come() -> None:
    first, second = "a" * 24, "b" * 24
    told = f'"{second}", "{first}", "{second}", "{"c" * 64}", "{"0" * 32}"'
    assert steadied(told) == (
        f'"{"1".rjust(24, "0")}", "{"2".rjust(24, "0")}", "{"1".rjust(24, "0")}", '
        f'"{"3".rjust(64, "0")}", "{"0" * 32}"'
    )
