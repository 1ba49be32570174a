"""One command, from what was typed to its exit code."""

from __future__ import annotations

import logging
import os
import sys

import click

from ledger.errors import LedgerError, RolledBack

from .. import logs
from ..settings import SettingsMissing
from ..storage.database.engine import DATABASE_ERRORS
from ..storage.door.trouble import KeyFileError, NotSound, StorageError
from .group import WHAT_TO_DO, cli, fail


def run() -> None:
    """Run the commands; what goes wrong is a sentence on standard error, never a traceback."""
    logs.configure(logging.WARNING)
    # Databases, keys and spools are nobody else's to read.
    os.umask(0o077)
    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        # Not click's own 2: that is what `verify` says of an altered ledger.
        error.show()
        sys.exit(64)
    except DATABASE_ERRORS as error:
        fail(f"The database cannot be used ({type(error).__name__}). Is it there?", 1)
    except LedgerError as error:
        fail(str(error), error.exit_code)
    except NotSound as error:
        fail(f"{error}\n{WHAT_TO_DO}", RolledBack.exit_code)
    except OSError as error:
        fail(f"A file or folder of the service cannot be used: {error.strerror}.", 1)
    except (SettingsMissing, KeyFileError, StorageError) as error:
        fail(str(error), 1)
