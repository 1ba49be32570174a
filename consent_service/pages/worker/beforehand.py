"""What whoever reads an answer is to think of before they contact anybody, by what they asked: that
a service can cost a family a lot, and that advice without names needs nobody's agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...domain.codes import codes

_COSTS_A_LOT: Final = (
    "To contact this service can cost a family a lot. Think first whether it is necessary, and "
    "whether less would do; write down why."
)
_WITHOUT_NAMES: Final = (
    "Advice that names nobody, and tells nothing by which anybody could be known, needs nobody’s "
    "agreement: ask for it. What stands here is about advice with their names."
)


def beforehand(asked: Mapping[str, Any]) -> Iterator[str]:
    """Each, of the question as an answer shows it."""
    if codes("agencies")[asked["agency"]["type"]].attributes.get("high_intrusion") is True:
        yield _COSTS_A_LOT
    if codes("purposes")[asked["purpose"]].attributes.get("agreement") == "IF_NAMED":
        yield _WITHOUT_NAMES
