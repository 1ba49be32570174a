"""The authority's own file: what concerns no family. Its policies, and since when each held."""

from __future__ import annotations

from datetime import datetime

import msgspec

from .content import Content
from .events import PolicyAdopted
from .folding import Place
from .policy import DEFAULT_POLICY, Policy


class Adopted(msgspec.Struct, frozen=True):
    """A policy and when it was recorded."""

    policy: Policy
    recorded_at: datetime


class AuthorityFile(msgspec.Struct, frozen=True, kw_only=True):
    """Folded from the entries of the authority's own file."""

    id: str
    folded_to: int = -1
    policies: tuple[Adopted, ...] = ()

    def policy(self, known: datetime) -> Policy:
        """The policy that was in force by `known`; the default until one is adopted."""
        held = [adopted.policy for adopted in self.policies if adopted.recorded_at <= known]
        return held[-1] if held else DEFAULT_POLICY


def fold_authority(file: AuthorityFile, content: Content, place: Place) -> AuthorityFile:
    """The authority's file after this entry; the same object if the entry changes nothing."""
    if not isinstance(content.event, PolicyAdopted):
        return file
    return msgspec.structs.replace(
        file,
        policies=(*file.policies, Adopted(content.event.policy, place.at)),
        folded_to=place.seq,
    )
