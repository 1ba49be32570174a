"""The register of privacy notices."""

from __future__ import annotations

from typing import Final

from ...actions import privacynotices
from ...domain.privacynotices import NoticePublished
from ..edge.operations import MANAGERS
from .write import Write

WRITES: Final = (
    # It may count as explained, so who may publish one may also answer for what it says.
    Write(
        "publishNotice",
        "/v1/privacy-notices",
        "Publish a version of the privacy notice in one language",
        NoticePublished,
        privacynotices.publish_notice,
        roles=MANAGERS | {"IG_OFFICER"},
        description=(
            "A version in a language keeps its text: another text is another version. A "
            "notice that is given in a conversation counts as explained where it is in the "
            "register, in the person's language and no harder to read than they read: 9 "
            "where reading is hard for them, their age for a young person."
        ),
    ),
)
