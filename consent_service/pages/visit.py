"""One request for a page: what is asked, and who is signed in, if anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import g, request

from ..access.networks import network_of
from ..access.sessions import SignedIn
from ..actions.refused import Refused
from ..api.edge.reading import MOST_OF_A_FORM
from ..api.edge.service import RunningService
from ..languages.language import Language
from .wanted import ours

#: As much as all of a form may hold: the edge takes no more.
WHOLE: Final = MOST_OF_A_FORM


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page: what is asked, and who is signed in, if anybody."""

    service: RunningService
    signed_in: SignedIn | None
    path: dict[str, str]

    @property
    def network(self) -> str:
        """From which network it is asked."""
        return network_of(request.environ, self.service.proxies)

    @property
    def language(self) -> Language:
        """In which language one of the family reads, in this browser, or has just chosen."""
        chosen = g.get("speaks") or self.service.access.browsers.language()
        return self.service.languages.of(chosen)

    @property
    def wanted(self) -> str:
        """Where they were going when they were asked who they are."""
        asked = request.form if request.method == "POST" else request.args
        return ours(asked.get("to", ""))

    @property
    def here(self) -> str:
        """Where the page stands."""
        return request.path

    @property
    def address(self) -> Mapping[str, str]:
        """What the address says by which the page is opened; of what is sent from it, nothing."""
        return request.args if request.method == "GET" else {}

    def typed(self, name: str, most: int = 200) -> str:
        """What a field of the form holds, without what stands around it. Raises `Refused`."""
        value = request.form.get(name, "")
        if len(value) > most or "\x00" in value:
            raise Refused("bad-request")
        return value.strip()

    def untouched(self, name: str, most: int) -> str:
        """The same with all that was typed: of a password every sign counts. Raises `Refused`."""
        value = request.form.get(name, "")
        if len(value) > most:
            raise Refused("bad-request")
        return value
