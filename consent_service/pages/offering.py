"""Links to the form that does what a page says is to be done: only where there is one, and for
whoever may use it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from .forms.keys import new_key
from .forms.readfirst import whose
from .forms.registered import form_of, over, where_is
from .frame import Visit
from .navigation import may_use


class Offer(NamedTuple):
    """A button that opens a form filled in: its words, and where it leads."""

    words: str
    address: str


class Press(NamedTuple):
    """A button that records by itself what asks for nothing more: where it sends, under which key,
    and whose page it stands on.
    """

    address: str
    once: str
    whose: str


def taken(visit: Visit, enquiry: str, file: str | None = None) -> Press | None:
    """The button by which whoever reads takes an enquiry that nobody has; None for whoever may
    not.
    """
    return pressed(visit, "claimEnquiry", enquiry=enquiry, file=file)


def pressed(visit: Visit, operation: str, **given: object) -> Press | None:
    """The button that records by this form, or operation, which asks for nothing more than its path
    names; None for whoever may not.
    """
    offers = offered(visit, operation, "", **given)
    return next((Press(one.address, new_key(), whose(visit)) for one in offers), None)


def offered(visit: Visit, operation: str, words: str, **given: object) -> Iterator[Offer]:
    """The form over an operation, or of that name, filled in with ids: those that its path names,
    and the rest. It is about the file of this page unless another is given. Nothing where there is
    no such form, it is not for whoever reads, or nobody knows what its path names.
    """
    form, path = form_of(operation), where_is(operation)
    if form is None or path is None or visit.signed_in is None:
        return
    needed = filter(None, (over(operation), form.reads))
    if not all(may_use(visit.signed_in, one) for one in needed):
        return
    known = {name: str(value) for name, value in given.items() if value is not None}
    known.setdefault("file", visit.path.get("file", ""))
    for name in [one for one in known if f"<string:{one}>" in path]:
        path = path.replace(f"<string:{name}>", known.pop(name))
    known.pop("file", None)
    if "<string:" not in path:
        yield Offer(words, f"{path}?{urlencode(known)}" if known else path)
