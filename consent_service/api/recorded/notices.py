"""The register of privacy notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...actions import privacynotices
from ...domain.privacynotices import NoticePublished
from ..edge.operations import MANAGERS
from .write import Write

WRITES: Final[Sequence[Write[Any]]] = (
    # It may count as explained, so who may publish one may also answer for what it says.
    Write(
        "publishNotice",
        "/v1/privacy-notices",
        "Publish a version of the privacy notice in one language",
        NoticePublished,
        privacynotices.publish_notice,
        roles=MANAGERS | {"IG_OFFICER"},
    ),
)
