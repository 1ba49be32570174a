"""Check before contacting an agency. The one action that always has an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from ..domain.answers import Answer, Flag, Reason
from ..domain.deciding.decision import decide, unavailable
from ..domain.file.casefile import CaseFile
from ..domain.file.view import View
from ..domain.recorded import checked, events
from ..domain.recorded.policy import Policy
from ..domain.scopes.proposal import Proposal
from ..domain.scopes.scope import Agency
from ..domain.scopes.services import Directory
from ..domain.times import through_its_second
from .moment import Moment
from .naming import need_certain, with_services
from .refused import NoSuchFile, Refused


@dataclass(frozen=True, slots=True)
class CheckSharing:
    """May we contact this agency about this, for this? `asked_of` is the file or the reference.

    `beside` are the other agencies of the same question: each has an answer of its own.
    """

    proposal: Proposal
    asked_of: str | None = None
    as_of: datetime | None = None
    known_at: datetime | None = None
    beside: tuple[Agency, ...] = ()

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The question about each agency."""
        others = (msgspec.structs.replace(self.proposal, agency=one) for one in self.beside)
        return (self.proposal, *others)

    @property
    def is_about_the_past(self) -> bool:
        """A question about another moment than now is a look at history, not a check."""
        return self.as_of is not None or self.known_at is not None


def check_sharing(command: CheckSharing, moment: Moment) -> Sequence[events.AnyEvent]:
    """Decide from the file under the lock, and record each answer at that very place.

    A reference that is not known has no file: every item is then `NO_RECORD`, which is not a no.
    A file that does not open is answered `RECORD_DAMAGED`, and one of which something is stamped
    with a time to come `CLOCK_IN_DOUBT`, until two people have said when it was.
    """
    if moment.damaged or moment.stamped_ahead:
        why = Reason.RECORD_DAMAGED if moment.damaged else Reason.CLOCK_IN_DOUBT
        return [
            checked.CheckUnanswered(
                proposal=proposal,
                answer=unavailable(why),
                answered_at=moment.at,
                asked_of=command.asked_of,
            )
            for proposal in command.proposals
        ]
    if command.is_about_the_past:
        return list(_looking_back(command, moment))
    view = View(CaseFile(id=""), moment.at, moment.at) if moment.file is None else moment.view()
    own, at = moment.authority_file, moment.at
    return [
        checked.CheckMade(
            proposal=proposal,
            answer=answer,
            warnings=(Flag.LEDGER_ALTERED.value,) if moment.ledger_altered else (),
            # Where there is a file, the entry stands under it; here it would stand nowhere.
            asked_of=command.asked_of if moment.file is None else None,
        )
        for proposal, answer in _answers_once(command, view, own.policy(at), own.directory(at))
    ]


def _answers_once(
    command: CheckSharing, view: View, policy: Policy, directory: Directory
) -> list[tuple[Proposal, Answer]]:
    """Each question as it is meant, with its answer: the same whoever asks it of one view. What is
    refused is each time.
    """

    def answers() -> list[tuple[Proposal, Answer]]:
        meant = _meant(command, view, view, directory)
        return [(one, answered_once(view, policy, one, directory)) for one in meant]

    key = ("answers", command.proposal, command.beside)
    return view.answers.once(key, answers, policy, directory)


def answered_once(view: View, policy: Policy, proposal: Proposal, directory: Directory) -> Answer:
    """The answer to a question, which is the same whoever asks it of one view."""
    return view.answers.once(
        ("answer", proposal),
        lambda: decide(view, policy, proposal, directory),
        *(policy, directory),
    )


def _looking_back(command: CheckSharing, moment: Moment) -> Iterator[checked.HistoryAsked]:
    """The answers as they were at `as_of` from what had been recorded by `known_at`; either is now
    if it is not given. Neither may lie ahead.
    """
    if moment.file is None:
        raise NoSuchFile
    as_of, known_at = (
        min(through_its_second(moment.when(asked, pointer)), moment.at)
        for asked, pointer in ((command.as_of, "/as_of"), (command.known_at, "/known_at"))
    )
    view = View(moment.file, as_of, known_at)
    policy = moment.authority_file.policy(known_at)
    directory = moment.authority_file.directory(known_at)
    # An enquiry that was opened since is there, and nobody had said anything in it.
    for proposal in _meant(command, moment.view(), view, directory):
        yield checked.HistoryAsked(
            proposal=proposal,
            answer=decide(view, policy, proposal, directory),
            as_of=as_of,
            known_at=known_at,
        )


def _need_the_enquiry(proposal: Proposal, view: View) -> None:
    """A question about an enquiry that is not there is not answered as if nobody had been asked in
    it. Raises `Refused`.
    """
    if proposal.enquiry is not None and proposal.enquiry not in view.enquiries:
        raise Refused("no-such-enquiry", "/enquiry")


def _meant(command: CheckSharing, now: View, then: View, directory: Directory) -> list[Proposal]:
    """Each in the enquiry that is meant, about the service that the directory has. Raises
    `Refused`.
    """
    _need_the_enquiry(command.proposal, now)
    for number, proposal in enumerate(command.proposals):
        pointer = f"/agencies/{number}" if command.beside else "/agency"
        need_certain(proposal.agency, directory, pointer)
    # Two names of one service are one question.
    meant = dict.fromkeys(with_services(one.agency, directory) for one in command.proposals)
    enquiry = then.enquiry_meant(command.proposal.enquiry)
    return [
        msgspec.structs.replace(command.proposal, enquiry=enquiry, agency=agency)
        for agency in meant
    ]
