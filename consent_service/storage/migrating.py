"""Bring a database to the present shape. Migrations are numbered, and tested on both databases."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from .distributing import distribute, is_distributed
from .engine import working


def migrate(engine: Engine, *, distributed: bool = False) -> None:
    """Run every migration that has not been run. Safe to run again.

    Where the tables are `distributed`, or are to be, new ones are distributed as well. Raises
    `CannotDistribute`.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with working(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    with working(engine) as connection:
        if distributed or is_distributed(connection):
            distribute(connection)
