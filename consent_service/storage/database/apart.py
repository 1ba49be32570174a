"""Authorities apart, on PostgreSQL: each transaction says whose it is, and gets no other rows.

Every statement of ours names its authority. Row-level security is for the one that forgets to, and
for the one that nobody has written yet. It stops a mistake of ours, not somebody who can send
statements of their own: they can name another authority.
"""

from __future__ import annotations

from typing import Final

from ..door.trouble import NotApart

#: What a policy compares a row's authority with.
SETTING: Final = "consent.authority"
#: Whose a transaction is that is about no authority's rows. It sees none.
NOBODY: Final = ""

#: Whatever holds rows of authorities and is not made to keep them apart.
_LEFT_OPEN: Final = (
    "SELECT min(c.relname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE c.relkind IN ('r', 'p') AND a.attname = 'authority' AND NOT a.attisdropped "
    "AND c.relnamespace = 'public'::regnamespace "
    "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
)
_OWNED: Final = (
    "SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace "
    "AND c.relkind IN ('r', 'p') AND pg_has_role(session_user, c.relowner, 'MEMBER')"
)
_IS: Final = "pg_has_role(session_user, r.oid, 'MEMBER')"
#: Why the rows of every authority are open to whoever is connected, or nothing; and a table that is
#: open. A member of a role may become that role, so it counts as one.
WHO: Final = (
    "SELECT CASE "  # noqa: S608 - of constants
    f"WHEN EXISTS (SELECT FROM pg_roles r WHERE r.rolsuper AND {_IS}) THEN 'a superuser' "
    f"WHEN EXISTS (SELECT FROM pg_roles r WHERE r.rolbypassrls AND {_IS}) "
    "THEN 'a role with BYPASSRLS' "
    f"WHEN EXISTS ({_OWNED}) THEN 'the owner of its tables' END, ({_LEFT_OPEN})"
)


def assert_apart(who: str | None, left_open: str | None) -> None:
    """Refuse what row-level security does not hold. Takes what `WHO` gives. Raises `NotApart`."""
    if who is not None:
        raise NotApart(
            f"The service would use its database as {who}, to whom the rows of every authority are "
            "open. Run `consent-service migrate --roles` as a superuser, and name the role "
            "consent_app in CONSENT_DATABASE_URL: docs/operating.md."
        )
    if left_open is not None:
        raise NotApart(
            f"The table {left_open} has no row-level security that holds for everybody. Run "
            "`consent-service migrate --roles` as a superuser: docs/operating.md."
        )


#: Its commit does not wait for the disk: a crash may lose it, and nothing else.
_LAZILY: Final = "SET LOCAL synchronous_commit = off"


def opening(authority: str, begin: str = "BEGIN", *, lazily: bool = False) -> list[str]:
    """The statements that open a transaction about one authority's rows; `lazily`, one that may be
    lost in a crash although it was committed.

    A literal, because Citus hands on a SET LOCAL to its servers and no `set_config()`. The code of
    an authority is checked where its key file is read; here, that it cannot be more than a literal.
    """
    if not authority.replace("-", "").replace("/", "").isalnum() and authority != NOBODY:
        raise ValueError("This is no code of an authority.")
    opened = [begin, f"SET LOCAL {SETTING} = '{authority}'"]
    return [*opened, _LAZILY] if lazily else opened
