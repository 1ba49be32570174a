"""One of the family, asking the service with a token of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from consent_service.access.tokens import issue_token
from tests.api.running import HOST, Family, Running


@dataclass(frozen=True)
class Own:
    """A parent, or with another role a young person, on one file."""

    service: Running
    file: str
    person: str
    role: str = "PARENT"
    subject: str = "family-1"

    def headers(self) -> dict[str, str]:
        with self.service.app.app_context():
            token = issue_token(
                self.subject,
                [self.role],
                self.service.authority,
                file=self.file,
                person=self.person,
            )
        return {"Authorization": f"Bearer {token}", "Host": HOST}

    def get(self, **query: str) -> TestResponse:
        reply: TestResponse = self.service.client.get(
            "/v1/own", headers=self.headers(), query_string=query
        )
        return reply

    def view(self) -> dict[str, Any]:
        reply = self.get()
        assert reply.status_code == 200, reply.text
        view: dict[str, Any] = reply.get_json()
        return view

    def post(self, path: str, body: Any = None, key: str = "") -> TestResponse:
        return self.service.post(
            f"/v1/own/{path}", {} if body is None else body, key=key, headers=self.headers()
        )

    def receipt(self, path: str, body: Any = None, key: str = "") -> dict[str, Any]:
        reply = self.post(path, body, key)
        assert reply.status_code == 201, reply.text
        receipt: dict[str, Any] = reply.get_json()["receipt"]
        return receipt


def mother_of(service: Running, family: Family) -> Own:
    return Own(service, family.file, family.mother)


def father_of(service: Running, family: Family) -> Own:
    return Own(service, family.file, family.father, subject="family-2")


def gives_a_number(service: Running, family: Family, person: str = "") -> None:
    """A telephone on which the mother, or whoever is named, is safely rung."""
    number = {"type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"}
    whose = {"person": person or family.mother}
    service.record(f"{family.path}/contact-points", {**number, **whose})


def supported(service: Running, family: Family, named_at: int, **whose: str) -> TestResponse:
    """What an advocate is shown: of the mother, where it is not said of whom."""
    return _as_advocate(service, "/v1/supported", family, named_at, whose)


def supported_part(service: Running, family: Family, named_at: int, **whose: str) -> TestResponse:
    """What an advocate is told who may know a part."""
    return _as_advocate(service, "/v1/supported/part", family, named_at, whose)


def _as_advocate(
    service: Running, path: str, family: Family, named_at: int, whose: dict[str, str]
) -> TestResponse:
    bound: dict[str, Any] = {"file": family.file, "person": family.mother, **whose}
    with service.app.app_context():
        token = issue_token(
            "advocate-1", ["ADVOCATE"], service.authority, named_at=named_at, **bound
        )
    headers = {"Authorization": f"Bearer {token}", "Host": HOST}
    reply: TestResponse = service.client.get(path, headers=headers)
    return reply
