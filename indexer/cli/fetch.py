"""`rapporteur fetch`: bring the live build of an index on a shared disk to this machine, for a site of its own here."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.fetch.fetching import fetch_build
from indexer.text.plurals import counted

from .group import index_dir_option


@click.command("fetch")
@click.argument("source", type=click.Path(path_type=Path, file_okay=False))
@index_dir_option
def fetch_command(source: Path, index_dir: Path) -> None:
    """Fetch the live build of the index folder SOURCE, to be served from here.

    Only what has changed is copied; with a search cluster the words of the papers, the largest part, stay there. A site
    that serves the folder switches to it by itself.
    """
    fetched = fetch_build(source, index_dir)
    if fetched.unchanged:
        click.echo(f"Up to date: {index_dir} has the build {fetched.build}.")
        return
    click.echo(f"Fetched the build {fetched.build}: {counted(fetched.copied, 'file')} copied, {fetched.shared:,} kept.")
