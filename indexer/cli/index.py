"""`rapporteur index`: build the index, show progress, and report what became of each paper.

What does this is imported when the reading processes have begun to load what they need, where there is a file to read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

import click

from indexer.corpus.digests import digests_of
from indexer.corpus.listing import LinkRules, has_new_files
from indexer.engine.names import CLUSTER_ENGINE, DEFAULT_ENGINE, EngineSetting
from indexer.ingest.forkserver import start_server
from indexer.object_store.address import PapersFolder
from indexer.readers.limits import LIMITS, Limits

from .group import SEEDS_DIR, index_dir_option
from .papers import PAPERS


class _BuildFlags(TypedDict):
    """The options of `rapporteur index` that only say how to build; click passes each by its name."""

    force: bool
    strict: bool
    new_registry: bool
    drop_links: bool
    redactions: Path | None
    lift_redactions: bool
    max_seconds: float
    max_memory: int
    max_size: int
    max_pages: int
    follow_links: bool
    export_registry: bool
    engine: str | None
    engine_url: str


@click.command("index")
@click.argument("folder", type=PAPERS, default=SEEDS_DIR)
@index_dir_option
@click.option("--force", is_flag=True, help="Rebuild even if nothing has changed.")
@click.option("--strict", is_flag=True, help="Stop without changes if a link would lose its passage.")
@click.option(
    "--registry",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the registry of IDs.  [default: FOLDER]",
)
@click.option(
    "--new-registry", is_flag=True, help="Use a registry that the index was not built with; create it if missing."
)
@click.option("--drop-links", is_flag=True, help="Let links end that were lost from the registry.")
@click.option(
    "--redactions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Redactions to apply too, such as a copy of registry.redactions.jsonl.",
)
@click.option("--export-registry", is_flag=True, help="Write the registry as files too, where it is in a database.")
@click.option("--lift-redactions", is_flag=True, help="Publish redacted words again where the redaction is missing.")
@click.option("--explain", metavar="FILE", help="Show how one paper was read, block by block, and exit.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Files to read at a time.  [default: one per processor]")
@click.option(
    "--engine",
    type=click.Choice([DEFAULT_ENGINE, CLUSTER_ENGINE]),
    envvar="RAPPORTEUR_ENGINE",
    help="What searches: files on this machine, or a cluster of OpenSearch.  [default: as before, else whoosh]",
)
@click.option("--engine-url", default="", envvar="RAPPORTEUR_ENGINE_URL", help="Address of the cluster, or several.")
@click.option(
    "--workers",
    metavar="ADDRESS",
    envvar="RAPPORTEUR_WORKERS",
    help="Read and write with the workers of this dask scheduler, such as tcp://scheduler:8786.",
)
@click.option("--follow-links", is_flag=True, help="Follow symbolic links out of FOLDER.")
@click.option(
    "--max-seconds", default=LIMITS.seconds, show_default=True, help="Seconds of processor time for one file."
)
@click.option(
    "--max-memory", default=LIMITS.memory // 10**6, show_default=True, help="Megabytes of memory for one file."
)
@click.option("--max-size", default=LIMITS.bytes // 10**6, show_default=True, help="Largest file, in megabytes.")
@click.option("--max-pages", default=LIMITS.pages, show_default=True, help="Most pages in one file.")
def index_command(
    folder: PapersFolder,
    index_dir: Path,
    explain: str | None,
    jobs: int | None,
    workers: str | None,
    registry: Path | None,
    **flags: Unpack[_BuildFlags],
) -> None:
    """Index the papers in FOLDER (default: seeds).

    FOLDER can be an address in an object store, such as s3://BUCKET/PREFIX; it then needs --registry.
    """
    limits = _limits(flags)
    links = LinkRules(flags["follow_links"], index_dir)
    read_here = folder if explain is None and not workers and isinstance(folder, Path) else None
    if read_here and has_new_files(read_here, digests_of(read_here, index_dir, limits), links):
        start_server()
    from indexer.build.options import BuildOptions  # noqa: PLC0415  # the server loads what it needs meanwhile
    from indexer.build.report import registry_folder  # noqa: PLC0415
    from indexer.registry.transfer import export_registry  # noqa: PLC0415

    from . import building  # noqa: PLC0415

    if explain is not None:
        building.explain(folder, explain, limits, links)
        return
    options = BuildOptions(
        force=flags["force"],
        jobs=jobs or 0,
        workers=workers or "",
        limits=limits,
        strict=flags["strict"],
        registry=registry,
        follow_links=flags["follow_links"],
        new_registry=flags["new_registry"],
        drop_links=flags["drop_links"],
        redactions=flags["redactions"],
        lift_redactions=flags["lift_redactions"],
        engine=_engine(flags["engine"], flags["engine_url"]),
    )
    building.build_with_progress(folder, index_dir, options)
    if flags["export_registry"]:
        kept = registry_folder(folder, registry, index_dir)
        export_registry(kept, kept)


def _limits(flags: _BuildFlags) -> Limits:
    return replace(
        LIMITS,
        seconds=flags["max_seconds"],
        memory=flags["max_memory"] * 10**6,
        bytes=flags["max_size"] * 10**6,
        pages=flags["max_pages"],
    )


def _engine(name: str | None, url: str) -> EngineSetting | None:
    """Return the engine that is asked for; whoever gives the address of a cluster asks for one."""
    if name is None and not url:
        return None
    return EngineSetting(name or CLUSTER_ENGINE, url)
