"""What an administrator lists makes no answer more permissive than the list of the managers does.

Over random directories, and what two parents said by whichever names somebody typed.
"""

from __future__ import annotations

from random import Random
from typing import Final

from consent_service.domain.deciding.decision import CAREFUL, decide
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.file.view import View
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.directory import ServiceListed
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.scope import Agency, Exclusions, as_asked, resolved
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import MANAGER, Story, question, scope
from tests.trying import is_campaign

ADMIN: Final = By("admin-1", "SYSTEM_ADMIN")
TYPES: Final = ("GP", "SCHOOL")
NAMES: Final = (
    *("Elm Primary School", "Elm", "The Elm School", "Elm Lane", "Elms", "Park Lane", "Park"),
    *("Hillside Surgery", "Hillside", "Hilside", "St Mary", "Zz Tree"),
)
#: What somebody types for one beside them.
TYPED: Final = (*NAMES, "the school", "his school", "elm  primary", "Saint Mary's")
IDS: Final = ("one", "two", "three")


class Hub:
    """A family, and a directory that changes beside it."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.own = self.of_managers = AuthorityFile(id="own")
        self.types = {id: self.chance.choice(TYPES) for id in IDS}
        self.story = Story().child().adult("mum").adult("dad").enquiry()

    def lists(self, by: By) -> None:
        listed = ServiceListed(
            service=(id := self.chance.choice(IDS)),
            type=self.types[id],
            names=tuple(self.chance.sample(NAMES, self.chance.choice((1, 2)))),
            ended=self.chance.random() < 0.1,
        )
        entry = Content(by, listed), Stamp(self.own.folded_to + 1, self.story.at)
        self.own = fold(self.own, *entry)
        if by is MANAGER:
            self.of_managers = fold(self.of_managers, *entry)

    @property
    def directory(self) -> Directory:
        return self.own.directory(self.story.at)

    def agency(self) -> Agency:
        """As somebody typed it; found in the directory when it was."""
        of_type, pick = self.chance.choice(TYPES), self.chance.random()
        if pick < 0.2:
            return Agency(of_type)
        return resolved(Agency(of_type, self.chance.choice(TYPED)), self.directory)

    def says(self) -> None:
        person, pick = self.chance.choice(("mum", "dad")), self.chance.random()
        said = scope(agencies=(self.agency(),))
        if pick < 0.4:
            self.story.say("REFUSED", person, scope=said)
        elif pick < 0.7:
            self.story.agree(person, scope=said)
        else:
            out = Exclusions((self.agency(),))
            said = scope(agencies=(Agency("GP"), Agency("SCHOOL")), exclusions=out)
            self.story.agree(person, scope=said)
        self.story.later()

    def answers(self, asked: list[Agency], directory: Directory) -> list[int]:
        view = View(self.story.file, self.story.at, self.story.at)
        found = []
        for agency in asked:
            proposal = question(agency=as_asked(agency, directory))
            (item,) = decide(view, DEFAULT_POLICY, proposal, directory).items
            found.append(CAREFUL.index(item.outcome))
        return found

    def asked(self) -> list[Agency]:
        """Each service that a manager has listed, and each name that somebody may type for one."""
        known = self.of_managers.directory(self.story.at).by_id
        by_name = [Agency(of_type, name) for of_type in TYPES for name in TYPED]
        return [*(Agency(self.types[id], id=id) for id in known), *by_name]


def test_no_answer_is_more_permissive_by_what_an_administrator_lists() -> None:
    for seed in range(3_000 if is_campaign() else 30):
        hub = Hub(seed)
        for _ in range(4):
            hub.says() if hub.chance.random() < 0.5 else hub.lists(MANAGER)
        for _ in range(2):
            hub.lists(ADMIN)
        asked, theirs = hub.asked(), hub.of_managers.directory(hub.story.at)
        both = hub.answers(asked, hub.directory), hub.answers(asked, theirs)
        for agency, now, without in zip(asked, *both, strict=True):
            assert now <= without, (seed, agency, hub.directory[:], theirs[:])
