"""Bring a database to the present shape. Migrations are numbered, and tested on both databases."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from .apart import NOBODY
from .distributing import distribute, is_distributed
from .engine import working
from .roles import is_split, may_split, split


def migrate(engine: Engine, *, distributed: bool = False, roles: bool = False) -> None:
    """Run every migration that has not been run. Safe to run again.

    Where the tables are `distributed`, or are to be, new ones are distributed as well; where there
    are `roles`, or are to be, new ones are given to them. Raises `CannotDistribute`, and
    `CannotSplit` for whoever cannot make roles.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with working(engine, NOBODY) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    with working(engine, NOBODY) as connection:
        if distributed or is_distributed(connection):
            distribute(connection)
        if roles or (is_split(connection) and may_split(connection)):
            split(connection)
