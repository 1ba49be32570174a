"""Some sentences in easy words: shorter, one idea in each, for whoever reads that best. Pure.

What is not here is said as it is everywhere. Nothing is left out: whoever reads easily is told the
same.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..codes import TEXTS
from . import texts

#: By the sentence as it is everywhere.
EASY: Final[Mapping[str, str]] = MappingProxyType(
    {
        texts.YES: "You said yes to this",
        texts.NO: "You said no to this",
        texts.BEGINS["ANSWER_COPY"]: (
            "We asked you: may we talk to other people who help families? This is what you said."
        ),
        texts.BEGINS["REFUSED"]: (
            "We asked you: may we talk to other people who help families? You said no. We wrote it "
            "down."
        ),
        texts.CANNOT_TAKE_BACK: "We told them some things before. We cannot take that back.",
        texts.RING_OR_SLIP: "Ring us. Or send us the last part of this letter.",
        TEXTS["own_if_not_safe"]: (
            "We may think that a child is not safe. Then we may share, even if you said no. We "
            "tell you that we did. We do not tell you if somebody could get hurt."
        ),
        TEXTS["own_legal_reason"]: (
            "The law gives us a job. The job is to keep children safe and well. That is why the "
            "law lets us share. It is not because you said yes. We still ask you. That is fair."
        ),
        TEXTS["own_rights"]: (
            "You can ask: what do you know about me? You can ask us to put it right. You can ask "
            "us not to use it."
        ),
        TEXTS["own_complain"]: (
            "Are you not happy with us? Tell us. We write to you in 30 days. We say that we have "
            "it. You can also tell the Information Commissioner's Office: 0303 123 1113."
        ),
        TEXTS["own_get_advice"]: (
            "You can ring Family Rights Group: 0808 801 0366. They help families. It is free."
        ),
        TEXTS["own_supporter"]: (
            "Someone can help you speak up. It can be family. It can be a friend. It can be an "
            "advocate. They cannot say yes or no for you. You choose what we tell them."
        ),
    }
)
