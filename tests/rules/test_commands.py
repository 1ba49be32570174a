"""The table by which a command is found is whole: none is written and cannot be asked for."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import consent_service.cli
from consent_service.cli.group import MODULES, cli


def test_every_command_is_found_in_its_module() -> None:
    for module in pkgutil.iter_modules(consent_service.cli.__path__):
        import_module(f"consent_service.cli.{module.name}")
    assert set(cli.commands) == set(MODULES)
    for name, command in cli.commands.items():
        assert command.callback.__module__ == f"consent_service.cli.{MODULES[name][0]}"
