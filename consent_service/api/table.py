"""The one table: every operation of the API. No route is added in any other way."""

from __future__ import annotations

from functools import cache

from . import oauth
from .asked import agencies, checks, coverage, lookingback, partners
from .edge.operations import Operation
from .read import (
    auditors,
    changes,
    clients,
    closing,
    copies,
    disclosures,
    letters,
    lists,
    looks,
    own_view,
    reads,
    registers,
    reports,
    requests,
    rights,
    sampling,
    searching,
    tasks,
    waiting,
    wholeness,
)
from .recorded import by_family, draftsofmine, writes


@cache
def operations(*, public_tiles: bool = False) -> tuple[Operation, ...]:
    """Every operation of the API."""
    return (
        *auditors.operations(public_tiles=public_tiles),
        *wholeness.operations(),
        *copies.operations(),
        *checks.operations(),
        *agencies.operations(),
        *coverage.operations(),
        *partners.operations(),
        *writes.operations(),
        *draftsofmine.operations(),
        *reads.operations(),
        *lookingback.operations(),
        *searching.operations(),
        *registers.operations(),
        *clients.operations(),
        *oauth.operations(),
        *rights.operations(),
        *tasks.operations(),
        *letters.operations(),
        *lists.operations(),
        *changes.operations(),
        *waiting.operations(),
        *looks.operations(),
        *reports.operations(),
        *requests.operations(),
        *sampling.operations(),
        *own_view.operations(),
        *by_family.operations(),
        *disclosures.operations(),
        *closing.operations(),
    )
