"""A made-up family after a published learning brief: a baby hurt, and nobody explains how."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.api.asking_own import Own
from tests.api.running import NOON, Running


class Case:
    """The file of a baby and his half-brother, their mother, his father and a grandmother."""

    def __init__(self, service: Running) -> None:
        self.service = service
        self.file = service.record("/v1/files", {})["file"]
        self.baby = self.record("children", {"names": "Jo Sample", "dob": "2025-02-05"})["id"]
        self.brother = self.record("children", {"names": "Al Sample", "dob": "2010-06-01"})["id"]
        self.mum, self.dad, self.gran = (
            self.record("adults", {"names": names})["id"]
            for names in ("Mae Sample", "Dov Sample", "Gwen Sample")
        )
        for person, child, role, pr in (
            (self.mum, self.baby, "MOTHER", "YES"),
            (self.dad, self.baby, "FATHER", "YES"),
            (self.mum, self.brother, "MOTHER", "YES"),
            (self.gran, self.baby, "GRANDPARENT", "NO"),
        ):
            link = {"person": person, "child": child, "role": role, "pr_status": pr}
            self.record("relationships", link)
        surgery = {"referrer_agency": "GP", "referrer_organisation": "Hillside Surgery"}
        self.enquiry = self.record("enquiries", {**surgery, "rating": "RED"})["id"]

    def at(self, day: int, hour: int) -> None:
        self.service.clock.now = datetime(2026, 3, day, hour, tzinfo=NOON.tzinfo)

    def record(self, path: str, body: Any, role: str = "MASH_WORKER") -> dict[str, Any]:
        return self.service.record(f"/v1/files/{self.file}/{path}", body, role)

    def get(self, path: str = "", role: str = "MASH_WORKER") -> dict[str, Any]:
        reply = self.service.get(f"/v1/files/{self.file}{path}", role)
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = reply.get_json()
        return found

    def tasks(self, *codes: str) -> list[tuple[str, str | None]]:
        """Those of these codes, each with its person or child."""
        found = [one for one in self.get("/tasks")["tasks"] if one["code"] in codes]
        return sorted((one["code"], one["person"] or one["child"]) for one in found)

    def due_by_a_check(self, child: str) -> list[str]:
        """What is due by the answer to a first question about a child."""
        asked = {"subjects": [child], "categories": ["CHILD_HEALTH"], "agency": {"type": "GP"}}
        asked |= {"purpose": "AGENCY_CHECKS", "direction": "SEEK", "enquiry": self.enquiry}
        answer = self.service.check(self.file, asked)
        return [task["code"] for task in answer["tasks"]]

    def page(self, person: str) -> dict[str, Any]:
        return Own(self.service, self.file, person).view()
