"""The examples of `api_spec/examples`, at the operations that they are of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from ..edge.operations import Operation, Plain
from ..replies.recorded import RecordedSchema

#: Each operation's examples, as `api_spec/examples` has them, with their names.
Examples: TypeAlias = Mapping[str, Sequence[tuple[str, Mapping[str, Any]]]]
NONE: Final[Examples] = {}
_OF_A_WRITE: Final = {name for name, field in RecordedSchema().fields.items() if field.required}


#: From which status on a reply is a problem.
_WRONG: Final = 400

#: The reply to most writes, which is said once.
RECORDED: Final = "Recorded"


class ExampleValue(dict[str, Any]):
    """A value that is shown, and no part of the specification's own structure."""


def read_examples(root: Path) -> Examples:
    """Every example below the project's folder, by operation."""
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for path in sorted((root / "api_spec" / "examples").glob("*.json")):
        example = json.loads(path.read_text(encoding="utf-8"))
        found.setdefault(example["operation"], []).append((path.stem, example))
    return found


def problems_shown(examples: Examples) -> Mapping[int, Any]:
    """Of each status the first that was answered with it, with what is wrong with what was sent."""
    found: dict[int, Any] = {}
    for name, one in sorted(each for shown in examples.values() for each in shown):
        status = one["response"]["status"]
        if status >= _WRONG:
            shown = {"summary": one["about"], "value": ExampleValue(one["response"]["body"])}
            found.setdefault(status, {name: shown})
    return found


def usual_replies(examples: Examples) -> dict[str, Any]:
    """What most writes reply, of a family and of the authority: the first of each that says no
    more than that one entry was recorded.
    """
    replies = [one["response"]["body"] for shown in examples.values() for _, one in shown]
    usual = [one for one in replies if _is_usual(one) and not one["notices"]]
    of_a_family: dict[str, Any] = next((one for one in usual if one["file"] is not None), {})
    of_all: dict[str, Any] = next((one for one in usual if one["file"] is None), {})
    return {
        "recorded": {
            "summary": "One entry was recorded, of the kind and under the id shown with it.",
            "value": ExampleValue(of_a_family),
        },
        "recorded-of-no-family": {
            "summary": "Likewise, in the authority's own lists.",
            "value": ExampleValue(of_all),
        },
    }


def _is_usual(body: Any) -> bool:
    """It is a write's, and holds nothing that would not stand in any other's but its notices."""
    return isinstance(body, dict) and set(body) == _OF_A_WRITE and len(body["entries"]) == 1


def _recorded(replies: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The reply that most writes have, and what notices it comes with here."""
    notices = {n["code"]: n["text"] for body in replies for n in body["notices"]}
    said = " ".join(f"`{code}`: {text}" for code, text in notices.items())
    described = {"description": f"Recorded, with notices such as {said}"} if said else {}
    return {"$ref": f"#/components/responses/{RECORDED}", **described}


def show(
    examples: Sequence[tuple[str, Mapping[str, Any]]],
    operation: Operation,
    described: dict[str, Any],
) -> None:
    """Put the examples that succeeded at the operation: what was sent, and each reply."""
    kept = [(n, one) for n, one in examples if one["response"]["status"] == operation.status]
    usual = f"{operation.summary}."
    if operation.body is not None or operation.form is not None:
        (content,) = described["requestBody"]["content"].values()
        sent = "body" if operation.form is None else "form"
        _put(content, [(n, one["about"], one["request"][sent]) for n, one in kept], usual)
    if isinstance(operation.reply, Plain):
        return
    replies = [(n, one["about"], one["response"]["body"]) for n, one in kept]
    bodies = [body for _, _, body in replies]
    if operation.reply is RecordedSchema and all(map(_is_usual, bodies)):
        described["responses"]["201"] = _recorded(bodies)
    else:
        content = described["responses"][str(operation.status)]["content"]
        _put(content["application/json"], replies, usual)


def _put(content: dict[str, Any], shown: Sequence[tuple[str, str, Any]], usual: str) -> None:
    """Each by its name, and what it is about where that is not what the operation always does."""
    if shown:
        content["examples"] = {
            name: {**({} if about == usual else {"summary": about}), "value": ExampleValue(value)}
            for name, about, value in shown
        }
