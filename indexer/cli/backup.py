"""`rapporteur backup` and `rapporteur restore`: everything that cannot be built anew, in one archive and back."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from indexer.backup.create import create_backup
from indexer.backup.restore import restore_backup
from indexer.object_store.address import PapersFolder
from indexer.text.plurals import counted

from .group import index_dir_option
from .origin import folder_option, origin_of, registry_option

_SHOWN = 20  # files left out that are named


@click.command("backup")
@click.argument("target", metavar="DIR|FILE", type=click.Path(path_type=Path))
@index_dir_option
@folder_option
@registry_option
@click.option("--follow-links", is_flag=True, help="Back up the targets of links out of the folder.")
def backup_command(
    target: Path, index_dir: Path, folder: PapersFolder | None, registry: Path | None, follow_links: bool
) -> None:
    """Write papers, corpus.toml and registry to one archive.

    The archive is a .tar.gz: FILE, or a file in DIR named after corpus and time. It does not contain the index, which
    can be rebuilt. Existing files are never overwritten, and a backup that fails leaves nothing behind. Papers in an
    object store stay there.
    """
    origin = origin_of(index_dir, folder, registry)
    made = create_backup(target, origin.folder, origin.registry, index_dir, follow_links=follow_links)
    console = Console(soft_wrap=True, highlight=False)
    for file in made.left_out[:_SHOWN]:
        console.print(Text(f"Left out: {file.name} {file.reason}"))
    if len(made.left_out) > _SHOWN:
        console.print(Text(f"and {len(made.left_out) - _SHOWN:,} more"))
    console.print(Text(f"{made.path}: {counted(made.files, 'file')}, {_size_text(made.size)}."))


@click.command("restore")
@click.argument("archive", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--redactions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Redactions made after the backup (registry.redactions.jsonl), to apply again.",
)
@click.option("--replace", is_flag=True, help="Move the contents of FOLDER aside first.")
def restore_command(archive: Path, folder: Path, redactions: Path | None, replace: bool) -> None:
    """Restore papers and registry from a backup into FOLDER.

    Everything in the archive is verified before anything is written. Index FOLDER afterwards: all links are as they
    were. Redactions apply to the restored registry too.
    """
    restored = restore_backup(archive, folder, redactions=redactions, replace=replace)
    console = Console(soft_wrap=True, highlight=False)
    if restored.moved_aside:
        console.print(Text(f"What was in {folder} is in {restored.moved_aside} now."))
    files, created = counted(len(restored.manifest.files), "file"), restored.manifest.created
    papers = restored.manifest.papers
    following = f"{papers} --registry {folder}" if papers else str(folder)
    console.print(Text(f"{folder}: {files} of {created} restored. Next: rapporteur index {following}"))
    later = "" if redactions else " Add later ones with --redactions FILE."
    console.print(Text(f"{counted(restored.redacted, 'redaction')} applied.{later}"))


def _size_text(size: int) -> str:
    """Return a number of bytes in the unit that fits it."""
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{size / 1e3:,.1f} kB"
