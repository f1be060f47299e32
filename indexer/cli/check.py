"""`rapporteur check`: read every file of the live index, and say whether it is what was written."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.store.builds import open_library

from .group import index_dir_option


@click.command("check")
@index_dir_option
def check_command(index_dir: Path) -> None:
    """Read the whole index, and say whether every file is what was written.

    Opening an index compares its small files only. Damage is told with what mends it, and the status is 1.
    """
    library = open_library(index_dir)
    try:
        library.check()
        click.echo(f"The index in {index_dir} is whole: {library.stats.passages:,} passages.")
    finally:
        library.close()
