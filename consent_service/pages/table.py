"""Every page."""

from __future__ import annotations

from typing import Final

from .administering import directory, rules, systems
from .administering import people as staff
from .auditing import copying, following, picking, proof, sampling, staffsaw, whole
from .family import changing, keeping, ownpage, saying, speaking
from .help import explaining, sharenow, verifier
from .managing import deciding, decisions, doubted, lookedat, measuring, unasked, weighing
from .page import Page
from .partner import asked
from .shown import PAGES as SHOWN
from .signin import family, leaving, linking, local, provider, start
from .worker import (
    afterwards,
    agreed,
    atonce,
    begun,
    checking,
    convening,
    conversation,
    enquiring,
    finding,
    givingways,
    home,
    injuries,
    keepingintouch,
    keptto,
    messages,
    onename,
    people,
    protecting,
    recordable,
    recorded,
    referring,
    replying,
    sent,
    sharing,
    supporting,
    takingback,
    tellingback,
    timeline,
    together,
    writing,
)
from .worker import (
    family as families,
)

PAGES: Final[tuple[Page, ...]] = (
    *start.PAGES,
    *family.PAGES,
    *linking.PAGES,
    *local.PAGES,
    *provider.PAGES,
    *leaving.PAGES,
    *SHOWN,
    *sharenow.PAGES,
    *verifier.PAGES,
    *explaining.PAGES,
    *givingways.PAGES,
    *writing.PAGES,
    *messages.PAGES,
    *tellingback.PAGES,
    *saying.PAGES,
    *changing.PAGES,
    *keeping.PAGES,
    *ownpage.PAGES,
    *speaking.PAGES,
    *home.PAGES,
    *finding.PAGES,
    *checking.PAGES,
    *families.PAGES,
    *agreed.PAGES,
    *timeline.PAGES,
    *sent.PAGES,
    *together.PAGES,
    *recorded.PAGES,
    *begun.PAGES,
    *recordable.PAGES,
    *conversation.PAGES,
    *referring.PAGES,
    *protecting.PAGES,
    *keepingintouch.PAGES,
    *injuries.PAGES,
    *takingback.PAGES,
    *people.PAGES,
    *onename.PAGES,
    *supporting.PAGES,
    *enquiring.PAGES,
    *replying.PAGES,
    *sharing.PAGES,
    *keptto.PAGES,
    *atonce.PAGES,
    *afterwards.PAGES,
    *convening.PAGES,
    *decisions.PAGES,
    *deciding.PAGES,
    *lookedat.PAGES,
    *weighing.PAGES,
    *doubted.PAGES,
    *measuring.PAGES,
    *unasked.PAGES,
    *whole.PAGES,
    *proof.PAGES,
    *picking.PAGES,
    *staffsaw.PAGES,
    *following.PAGES,
    *sampling.PAGES,
    *copying.PAGES,
    *staff.PAGES,
    *systems.PAGES,
    *directory.PAGES,
    *rules.PAGES,
    *asked.PAGES,
)
