"""Systems that ask by themselves: registered, given keys, disabled."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.recorded.clients import (
    Client,
    ClientDisabled,
    ClientKey,
    ClientKeyAdded,
    ClientKeyRetired,
    ClientRegistered,
    clients_of,
)
from ..domain.recorded.events import AnyEvent
from .moment import Moment
from .refused import Refused


class CannotRegister(Exception):
    """It contradicts what is registered. The message says how, to whoever runs the service."""


def register_client(
    registered: ClientRegistered, key: ClientKey, moment: Moment
) -> Sequence[AnyEvent]:
    """A new client with its first key. Registered again, what it may do is replaced. Raises
    `CannotRegister` for one that was disabled: it stays so.
    """
    before = clients_of(moment.authority_file, moment.at).get(registered.client)
    if before is not None:
        _assert_good(before)
        if before.keys.get(key.kid) == key:
            return [registered]
    return [registered, *_added(before, registered.client, key)]


def rotate_client_key(
    client: str, key: ClientKey, retired: Sequence[str], moment: Moment
) -> Sequence[AnyEvent]:
    """One more key, and of those before it the `retired` are good no more. Raises
    `CannotRegister`.
    """
    one = clients_of(moment.authority_file, moment.at).get(client)
    if one is None:
        raise CannotRegister("There is no such client.")
    _assert_good(one)
    if set(retired) - set(one.keys):
        raise CannotRegister("The client has no such key: `consent-service client list`.")
    return [
        *_added(one, client, key),
        *(ClientKeyRetired(client=client, kid=kid) for kid in retired),
    ]


def disable_client(disabled: ClientDisabled, moment: Moment) -> Sequence[AnyEvent]:
    """It may ask for nothing any more. Said twice, it is on record twice. Raises `Refused` for one
    that nobody registered.
    """
    if disabled.client not in clients_of(moment.authority_file, moment.at):
        raise Refused("not-found")
    return [disabled]


def _assert_good(client: Client) -> None:
    if not client.is_good:
        raise CannotRegister("This client was disabled, for good. Register another.")


def _added(before: Client | None, client: str, key: ClientKey) -> Sequence[AnyEvent]:
    """The same name never stands for two keys: a signature would be by either."""
    if before is not None:
        held = before.keys.get(key.kid)
        if held == key:
            return []
        is_there = any(one.jwk == key.jwk for one in before.keys.values())
        if held is not None or is_there or key.kid in before.retired:
            raise CannotRegister("This key, or another of its name, is or was the client's.")
    return [ClientKeyAdded(client=client, key=key)]
