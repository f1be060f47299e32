"""Papers in a bucket of the tests, and what became of them in an index."""

from __future__ import annotations

from pathlib import Path

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.build.report import BuildReport
from indexer.object_store.address import ObjectFolder
from indexer.store.builds import opened_library
from tests.object_store_server import StoreServer
from tests.structure import papers

PREFIX = "papers of 2031/"


def write_papers(folder: Path) -> Path:
    """Write three papers, two of one meeting in a folder."""
    folder.mkdir()
    papers.write_papers(folder, water=papers.WATER_MINUTES, levees=papers.LEVEES_REPORT)
    (folder / "clínicas y más").mkdir()
    papers.write_papers(folder / "clínicas y más", note=papers.CLINICS_NOTE)
    return folder


def stored_papers(store: StoreServer, folder: Path) -> ObjectFolder:
    """Put the files of a folder into a bucket, and return their address."""
    bucket = store.make_bucket()
    store.put_folder(bucket, folder, PREFIX)
    return ObjectFolder(bucket, PREFIX)


def passages(home: Path) -> list[tuple[str, str]]:
    """Return the ids and texts of all passages in the index of a folder."""
    with opened_library(home / "index") as library:
        return [(passage.id, passage.text) for passage in library.passages()]


def index(place: ObjectFolder | Path, home: Path, **options: object) -> BuildReport:
    """Index papers with index and registry in a folder."""
    return build(place, home / "index", BuildOptions(registry=home / "registry", **options))  # type: ignore[arg-type]
