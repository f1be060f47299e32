"""A small corpus of made-up papers, and changes of every kind to it: edited, added, removed and renamed papers."""

from __future__ import annotations

from pathlib import Path

GONE_WORD = "zyxquorble"
"""A word of one passage alone, by which a test sees whether that is there."""
_CHAPTERS = 12


def write_papers(folder: Path, papers: int) -> None:
    """Write the papers as they are at first."""
    folder.mkdir(parents=True)
    for number in range(papers):
        _write(folder, number, "skippers")


def change_papers(folder: Path, papers: int) -> None:
    """Change three papers, rename one, remove one, add two, and put a passage into another."""
    for number in (1, papers // 2, papers - 1):
        _write(folder, number, "mariners")
    (folder / "paper-02.txt").rename(folder / "renamed.txt")
    (folder / "paper-03.txt").unlink()
    for number in (papers, papers + 1):
        _write(folder, number, "mariners")
    with (folder / "paper-00.txt").open("a", encoding="utf-8") as paper:
        paper.write(
            f"\nMs. Ana Vantwick of the harbour said that the {GONE_WORD} of her quay had been mended at night.\n"
        )


def _write(folder: Path, number: int, word: str) -> None:
    chapters = "\n\n".join(
        f"Session {chapter}: Harbour {chapter}\n\nThe {word} of harbour {chapter} were reported by boat {number} to "
        f"have landed {number * chapter} crates of fish, and the auction was told that ice was short in week {chapter}."
        for chapter in range(1, _CHAPTERS)
    )
    text = f"Assembly of the Boats of Port {number}\n\nReport\n\nLima, Peru, {number % 28 + 1} May {1950 + number}\n\n"
    (folder / f"paper-{number:02}.txt").write_text(f"{text}{chapters}\n", encoding="utf-8")
