"""Papers with their registry and index in the formats of one version, in a small archive that later versions read.

`python -m tests.registry.formats NAME` writes `NAME.tar.gz` beside this module, with the formats of today.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.store.build_facts import BUILD_FILE
from indexer.store.builds import live_build, open_library
from tests.structure import papers

ARCHIVES = Path(__file__).parent / "formats_of_versions"
LINKS = "links.json"
"""The words behind each id, and those of a wording that is no more."""
FORMER = "Turtles were caught in one of every ten hauls, and the speakers described devices that let them escape."
PRESENT = FORMER.replace("one of every ten", "two of every nine")


def unpack(name: str, folder: Path) -> dict[str, str]:
    """Unpack an archive into a folder, and return the words of its passages by id."""
    with tarfile.open(ARCHIVES / f"{name}.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    links: dict[str, str] = json.loads((folder / LINKS).read_text(encoding="utf-8"))
    facts = live_build(folder / "index") / BUILD_FILE
    stated = json.loads(facts.read_text(encoding="utf-8"))
    stated["registry"]["path"] = str((folder / "papers" / "registry.jsonl").resolve())
    facts.write_text(json.dumps(stated), encoding="utf-8")
    return links


def pack(home: Path, name: str, links: dict[str, str]) -> None:
    """Write an archive of the folders `papers` and `index` in a folder: of the index only the live build."""
    (home / LINKS).write_text(json.dumps(links, ensure_ascii=False, indent=1), encoding="utf-8")
    build_folder = live_build(home / "index")
    facts = json.loads((build_folder / BUILD_FILE).read_text(encoding="utf-8"))
    facts["registry"]["path"], facts["folder"] = "/srv/papers/registry.jsonl", "/srv/papers"
    (build_folder / BUILD_FILE).write_text(json.dumps(facts), encoding="utf-8")
    ARCHIVES.mkdir(exist_ok=True)
    with tarfile.open(ARCHIVES / f"{name}.tar.gz", "w:gz") as archive:
        kept = [home / LINKS, home / "index" / "CURRENT", *build_folder.rglob("*"), *(home / "papers").rglob("*")]
        for path in sorted(kept):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(home).parts):
                archive.add(path, path.relative_to(home).as_posix(), filter=_anonymous)


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def main(name: str) -> None:
    """Index papers, change one, index them again, and write the archive."""
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        for turtles in (FORMER, PRESENT):
            text = papers.FISHERIES_SUMMARY.replace(FORMER, turtles)
            papers.write_papers(home / "papers", fisheries=text, water=papers.WATER_MINUTES)
            build(home / "papers", home / "index", BuildOptions(jobs=1))
        library = open_library(home / "index")
        links = {passage.id: passage.text for passage in library.passages()}
        library.close()
        pack(home, name, links)


if __name__ == "__main__":
    main(sys.argv[1])
