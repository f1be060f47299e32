"""The files with which browsers search an edition: Pagefind makes them from the pages that were written.

Pagefind is a program that comes with a package of its own, the extra `static`; nothing is fetched. Which words and
facts of a page it takes is said by the attributes `data-pagefind-…` of the templates.
"""

from __future__ import annotations

import gzip
import json
import subprocess  # nosec B404  # one program, from a package of ours
from collections.abc import Iterator
from pathlib import Path

from indexer.disk.hashing import sha256_hex
from indexer.errors import RapporteurError

SEARCH_FOLDER = "pagefind"
PASSAGES_FOLDER = "p"
LANGUAGE = "en"
"""All words are in one index, whichever language they are of, so that one search finds them all."""
_MAGIC = b"pagefind_dcd"
_HASH_LENGTH = 10
_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind", "wasm.unknown.pagefind")
"""The files in the top folder that browsers load; the others are for pages that Pagefind draws itself."""


class PagefindMissing(RapporteurError):
    """The program that makes the search is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The search of an edition is made by Pagefind, which is not installed. Install it "
            "(pip install 'rapporteur[static]'), or write the edition without: --no-search."
        )


class PagefindFailed(RapporteurError):
    """The program that makes the search ended with an error, or made something else than is known here."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"Pagefind could not make the search: {problem}. Nothing was changed.")


def pagefind_program() -> Path:
    """Return the path of Pagefind. Raise PagefindMissing where it is not installed."""
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415  # an extra, which needs nothing else
    except ImportError:
        raise PagefindMissing from None
    return Path(get_executable())


def write_search(folder: Path) -> dict[str, str]:
    """Write the files of the search into an edition, and return their hashes by name.

    Raise PagefindMissing where Pagefind is not installed, and PagefindFailed where it fails.
    """
    _list_by_name(folder / PASSAGES_FOLDER)
    command = [str(pagefind_program()), "--site", str(folder), "--output-subdir", SEARCH_FOLDER]
    command += ["--force-language", LANGUAGE, "--quiet"]
    command += ["--glob", f"{PASSAGES_FOLDER}/*/index.html"]  # passages as they are, no former wordings
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # nosec B603
    made = folder / SEARCH_FOLDER
    if run.returncode or not (made / _NEEDED[0]).is_file():
        lines = (run.stderr or run.stdout).strip().splitlines()
        raise PagefindFailed(lines[-1] if lines else f"it ended with status {run.returncode}")
    for file in made.iterdir():
        if file.is_file() and file.name not in _NEEDED and file.suffix != ".pf_meta":
            file.unlink()
    _put_in_order(made)
    files = sorted(path for path in made.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256_hex([path.read_bytes()]) for path in files}


def _list_by_name(folder: Path) -> None:
    """Enter what is in a folder into a new one by its name.

    Pagefind numbers pages in the order in which they are listed. Some file systems list them as they came, which is by
    chance where several processes write them.
    """
    if not folder.exists():
        return
    ordered = folder.with_name(f".{folder.name}.ordered")
    ordered.mkdir()
    for path in sorted(folder.iterdir()):
        path.rename(ordered / path.name)
    folder.rmdir()
    ordered.rename(folder)


def _put_in_order(made: Path) -> None:
    """Give the values of each filter one order, and the files the names that follow: Pagefind leaves both to chance."""
    entry_file = made / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    if set(entry["languages"]) - {LANGUAGE}:
        raise PagefindFailed(f"it found the languages {', '.join(entry['languages'])}")
    for language, facts in entry["languages"].items():
        meta_file = made / f"pagefind.{facts['hash']}.pf_meta"
        meta = _decoded(meta_file)
        renamed = dict(_ordered_filters(made, language))
        version, pages, chunks, filters, *rest = meta
        filters = sorted([name, renamed[digest]] for name, digest in filters)
        facts["hash"] = _write(made, [version, pages, chunks, filters, *rest], language, "pagefind.{}.pf_meta")
        meta_file.unlink()
    entry_file.write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _ordered_filters(made: Path, language: str) -> Iterator[tuple[str, str]]:
    """Write each file of a filter anew, and yield its name before and now."""
    for file in sorted((made / "filter").glob("*.pf_filter")):
        name, values = _decoded(file)
        file.unlink()
        yield file.stem, _write(made, [name, sorted(values)], language, "filter/{}.pf_filter")


def _decoded(file: Path) -> list:  # type: ignore[type-arg]  # what CBOR holds
    """Return what a file of Pagefind holds. Raise PagefindFailed for another form than the known one."""
    import cbor2  # noqa: PLC0415  # an extra

    content = gzip.decompress(file.read_bytes())
    if not content.startswith(_MAGIC):
        raise PagefindFailed(f"{file.name} has an unknown form")
    decoded = cbor2.loads(content[len(_MAGIC) :])
    if not isinstance(decoded, list):
        raise PagefindFailed(f"{file.name} has an unknown form")
    return decoded


def _write(made: Path, value: object, language: str, pattern: str) -> str:
    """Write a file of Pagefind, and return its name as other files have it: the language and a hash."""
    import cbor2  # noqa: PLC0415  # an extra

    content = _MAGIC + cbor2.dumps(value)
    name = f"{language}_{sha256_hex([content])[:_HASH_LENGTH]}"
    (made / pattern.format(name)).write_bytes(gzip.compress(content, 9, mtime=0))
    return name
