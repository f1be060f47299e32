"""`rapporteur check`: read every file of the index and of its registry, and say whether they are what was written.

Exit status 0: they are. 1: a file is damaged or missing, addresses are missing from the registry, or there is no index.
"""

from __future__ import annotations

from pathlib import Path

import click

from indexer.build.same_registry import ComparedRegistry, compare_live_registry
from indexer.store.builds import check_index
from indexer.text.plurals import counted

from .group import index_dir_option

_REGISTRY: dict[ComparedRegistry, str] = {
    "complete": "Its registry has all of its addresses.",
    "absent": "Its registry is not here, so it was not compared.",
    "in use": "Its registry is in use by a build, so it was not compared.",
    "unaware": "The registry here does not know this index, as after the restore of a backup, so it was not compared.",
}


@click.command("check")
@index_dir_option
def check_command(index_dir: Path) -> None:
    """Check every file of the index for damage, and whether the registry still has all addresses.

    Opening an index checks its small files only. Exit status 0: every file is what was written. 1: one is damaged or
    missing, or has lost addresses; the message names it.
    """
    stats = check_index(index_dir)
    passages, papers = counted(stats.passages, "passage"), counted(stats.documents, "paper")
    click.echo(f"The index in {index_dir} is intact: {passages} in {papers}.")
    click.echo(_REGISTRY[compare_live_registry(index_dir)])
