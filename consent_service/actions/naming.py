"""Which service is meant: looked up once, as a scope or a question comes in.

It is put on record with the id that the directory had for it then, and with the words as typed.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from ..domain.deep import members_with, with_each
from ..domain.scopes.scope import Agency, Exclusions, IdDoubt, doubt, resolved
from ..domain.scopes.services import Directory
from .refused import Refused

T = TypeVar("T")


def with_services(value: T, directory: Directory) -> T:
    """The same, each agency in it as the directory has it, however deep it stands.

    An id that is not in the directory, or says something else than what stands beside it, stays as
    it was sent: it may be beside somebody's no, which is then heard by whatever it may mean.
    """
    return with_each(value, Agency, lambda agency: resolved(agency, directory))


def need_certain(value: Any, directory: Directory, pointer: str) -> None:
    """Raise unless each service that is named here by an id is one of the directory's, and goes by
    the type and name beside it. What somebody who agreed said no to is a no like any other.
    """
    if isinstance(value, Agency):
        why = doubt(value, directory)
        if why is IdDoubt.NOT_LISTED:
            raise Refused("service-not-listed", f"{pointer}/id")
        if why is not None:
            raise Refused("service-contradicted", f"{pointer}/id")
    elif type(value) is tuple:
        for place, each in enumerate(value):
            need_certain(each, directory, f"{pointer}/{place}")
    elif isinstance(value, msgspec.Struct) and not isinstance(value, Exclusions):
        for name in members_with(type(value), Agency):
            need_certain(getattr(value, name), directory, f"{pointer}/{name}")
