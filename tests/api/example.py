"""One request to the service that is shown as an example, and what came of it."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from werkzeug.test import TestResponse

from consent_service.api.table import operations
from tests.api.running import Running

_PATHS: Final = {
    operation.name: (
        operation.method,
        re.compile(re.sub(r"<string:\w+>", "[^/]+", operation.path)),
        operation.summary,
    )
    for operation in operations()
}


class Example(NamedTuple):
    """What was asked to show something, and what came of it."""

    name: str
    about: str
    path: str
    body: dict[str, Any] | None
    key: str | None
    reply: TestResponse

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"

    @property
    def operation(self) -> str:
        """The operation that was asked for."""
        where = self.path.partition("?")[0]
        (name,) = [
            name
            for name, (verb, shape, _) in _PATHS.items()
            if verb == self.method and shape.fullmatch(where)
        ]
        return name

    @property
    def says(self) -> str:
        """What it shows; without words of its own, what the operation does."""
        return self.about or f"{_PATHS[self.operation][2]}."


def recorded(
    service: Running, name: str, path: str, body: dict[str, Any], role: str = "MASH_WORKER"
) -> Example:
    """Something put on record, under a key that is the example's name."""
    return Example(name, "", path, body, name, service.post(path, body, role, key=name))
