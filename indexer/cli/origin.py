"""Which papers and which registry a command is about: those of the live index, unless others are named."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.build.report import BuiltFrom, live_origin, registry_folder
from indexer.object_store.address import PapersFolder, full_address

from .papers import PAPERS

folder_option = click.option("--folder", type=PAPERS, help="Folder of the papers.  [default: that of the live index]")
registry_option = click.option(
    "--registry",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that keeps the registry.  [default: that of the index]",
)


def origin_of(index_dir: Path, folder: PapersFolder | None, registry: Path | None) -> BuiltFrom:
    """Return the folders that were named, or those of the live index.

    Raise UsageError where there is neither, and RegistryFolderMissing.
    """
    live = live_origin(index_dir)
    if live is None and folder is None:
        raise click.UsageError(f"No index in {index_dir} says where the papers are. Add --folder.")
    if live is None or (folder and full_address(folder) != str(live.folder)):
        assert folder is not None  # noqa: S101  # nosec B101  # one of the two is known
        return BuiltFrom(folder, registry_folder(folder, registry, index_dir))
    return BuiltFrom(live.folder, registry or live.registry, live.limits)
