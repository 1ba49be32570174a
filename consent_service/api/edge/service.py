"""What the routes work with. Made once by `create_app`, and passed to each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ...access.accounts import LocalAccounts
from ...access.allowances import Allowances
from ...access.clientgrants import Clients
from ...access.codes import Codes
from ...access.lastshown import LastShown
from ...access.limits import Limits
from ...access.linking import Links
from ...access.madeup import MadeUp
from ...access.oidc import Providers
from ...access.tokenkeys import TokenKeyring
from ...access.tokens import Access
from ...languages.catalogue import Languages
from ...settings import Letterhead
from ...storage.believed.kept import KeptOwn
from ...storage.beside.spool import Spool
from ...storage.door.clock import Clocks
from ...storage.door.records import Records
from ...storage.keepers.feeding import Feeder
from ...storage.keepers.keeper import Keeper
from ...storage.keepers.soundness import Soundness
from ...storage.sealed.keys import whose


class Posts(Protocol):
    """Whoever prints and posts letters for an authority, and sends texts and e-mails."""

    @property
    def can_send(self) -> bool:
        """Whether it sends texts and e-mails as well."""
        ...

    def send_message(self, how: str, to: str, subject: str, text: str, reference: str) -> str:
        """Have a text or an e-mail sent, once for this reference: their own id of it. Raises
        `NotSent`, which is theirs, where they do not take it.
        """
        ...

    def post_letter(self, pdf: bytes, reference: str) -> str:
        """Have it posted, once for this reference: their own id of it. Raises `NotSent`, which is
        theirs, where they do not take it.
        """
        ...


@dataclass(frozen=True, slots=True)
class RunningService:
    """The parts of one running application."""

    records: Records
    #: Each authority's own file, kept while it is the newest: staff, directory, policies.
    own: KeptOwn
    access: Access
    spools: Mapping[str, Spool]
    soundness: Mapping[str, Soundness]
    keepers: Mapping[str, Keeper]
    feeders: Mapping[str, Feeder]
    clock: Clocks
    limits: Limits
    allowances: Allowances
    clients: Clients
    codes: Codes
    #: The specification of what is served here, made when it is first asked for.
    specification: Callable[[], bytes]
    #: Who issues tokens here, and the keys that they are signed with.
    issuer: str
    token_keys: TokenKeyring
    #: How many proxies of ours stand before the service: for `access.networks.network_of`.
    proxies: int

    @property
    def authorities(self) -> tuple[str, ...]:
        """Whose records are kept here: each with a second ledger and keeper, of who looked."""
        return tuple(dict.fromkeys(map(whose, self.keepers)))

    @property
    def is_rotating_keys(self) -> bool:
        """A rotation of some key is not finished: `consent-service keys progress` says which."""
        ledgers = self.records.ledgers.values()
        return self.token_keys.now().is_rotating or any(one.seal.is_rotating for one in ledgers)

    accounts: LocalAccounts
    providers: Providers
    languages: Languages
    links: Links
    #: What forms were answered with, each for the browser that sent it.
    last_shown: LastShown
    #: Whom anybody may be: nobody, but in a demonstration.
    people: tuple[MadeUp, ...] = ()
    #: What the council of each authority is called.
    councils: Mapping[str, str] = field(default_factory=dict)
    #: What is printed on the letters of each, beside that name.
    letterheads: Mapping[str, Letterhead] = field(default_factory=dict)
    #: Who posts the letters of each authority that has somebody.
    posts: Mapping[str, Posts] = field(default_factory=dict)
