"""The `rapporteur` command itself: what its parts share, and how a user's mistake is told."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.errors import RapporteurError

INDEX_DIR = Path("index_data")
SEEDS_DIR = Path("seeds")

index_dir_option = click.option(
    "--index-dir",
    type=click.Path(path_type=Path),
    default=INDEX_DIR,
    envvar="RAPPORTEUR_INDEX_DIR",
    show_default=True,
    help="Folder of the index.",
)


class CommandGroup(click.Group):
    """A command group that tells a user's mistake in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a RapporteurError ends it with its message and exit status 1."""
        try:
            return super().invoke(ctx)
        except RapporteurError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=CommandGroup)
@click.version_option(package_name="rapporteur")
def cli() -> None:
    """Search the papers of meetings."""
