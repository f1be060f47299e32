"""`rapporteur registry`: bring the registry of IDs from files into a database, and write it as files."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.registry.storage.database_place import URL_VARIABLE, registry_url
from indexer.registry.transfer import export_registry, import_registry
from indexer.text.plurals import counted

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group("registry")
def registry_group() -> None:
    """Bring the registry of IDs into a database, and write it as files."""


@registry_group.command("import")
@click.argument("folder", type=_FOLDER)
@click.option("--replace", is_flag=True, help="Put it in place of the registry that the database has.")
def import_command(folder: Path, replace: bool) -> None:
    """Bring the registry in FOLDER into the database at RAPPORTEUR_REGISTRY_URL."""
    _check_address()
    count = import_registry(folder, replace=replace)
    click.echo(f"Imported: {counted(count, 'paper')}. From now on the registry of {folder} is in the database.")


@registry_group.command("export")
@click.argument("folder", type=_FOLDER)
@click.option(
    "--to", "target", type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.  [default: FOLDER]"
)
def export_command(folder: Path, target: Path | None) -> None:
    """Write the registry of FOLDER, which is in a database, as files."""
    _check_address()
    count = export_registry(folder, target or folder)
    click.echo(f"Exported to {target or folder}: {counted(count, 'paper')}.")


def _check_address() -> None:
    if not registry_url():
        example = "postgresql://user:password@host/database"
        raise click.ClickException(f"Set {URL_VARIABLE} to the address of a database, such as {example}.")
