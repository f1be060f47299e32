"""`rapporteur check`: read every file of the index and say whether it is what was written.

Exit status 0: it is. 1: a file is damaged or missing, or there is no index.
"""

from __future__ import annotations

from pathlib import Path

import click

from indexer.store.builds import check_index
from indexer.text.plurals import counted

from .group import index_dir_option


@click.command("check")
@index_dir_option
def check_command(index_dir: Path) -> None:
    """Check every file of the index for damage.

    Opening an index checks its small files only. Exit status 0: every file is what was written. 1: one is damaged or
    missing; the message names it.
    """
    stats = check_index(index_dir)
    passages, papers = counted(stats.passages, "passage"), counted(stats.documents, "paper")
    click.echo(f"The index in {index_dir} is intact: {passages} in {papers}.")
