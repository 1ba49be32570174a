"""What an answer says of a no about a child that was said on another file of the authority."""

from __future__ import annotations

from typing import Any, Final

from ...domain.answers import Answer, Flag
from ...domain.codes import TEXTS
from ...domain.file.view import View
from ...domain.scopes.proposal import Proposal
from ...domain.scopes.services import Directory
from ...domain.words.otherfile import OF_THIS_FILE, is_flagged_for_it, said_on_another_file

_NO_BESIDE: Final = Flag.RELATED_REFUSAL


def say_what_another_file_knows(
    shown: dict[str, Any], answer: Answer, proposal: Proposal, view: View, directory: Directory
) -> None:
    """A no about a child that was said on another file: whose it is, as far as this one knows. That
    nobody was asked is so of this file alone.
    """
    said = said_on_another_file(view, answer.items, proposal, directory)
    if said is None:
        return
    alone = all(f.person is None for i in answer.items for f in i.flagged if f.flag is _NO_BESIDE)
    for flag in shown["flags"]:
        if flag["code"] == _NO_BESIDE:
            flag["label"] = said if alone else f"{flag['label']} {said}"
            flag["next"] = TEXTS["no_on_another_file_next"]
    flagged = {item.reason for item in answer.items if is_flagged_for_it(item)}
    told = [one["reason"] for one in shown["items"]]
    for reason in (*shown["reasons"], *told):
        if reason["code"] in flagged & OF_THIS_FILE.keys():
            reason["label"] = TEXTS[OF_THIS_FILE[reason["code"]]]
