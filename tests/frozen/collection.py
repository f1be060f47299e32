"""A small collection of papers that changes from build to build in every way that papers do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from indexer.corpus.settings import SETTINGS_FILE
from tests.build.test_update import change, paper

BUILDS = 24
"""More than the last twenty."""
RECORD = "record.txt"
LONG = (
    "The harbour needs a new crane before winter because the old crane was condemned by inspectors last spring, and "
    "the ice boats wait outside for days when the wind turns."
)
REST = "Salt is stored in the western sheds, where the roof has been mended twice and where the nets are dried in June."
MOORING = "Moorings were counted by two clerks who walked the quays in March and wrote down every ring that had rusted."
CLINIC = "The clinic reported that sailors came mostly with colds, and that nobody had been hurt by a falling rope."
LEVEE = "Levees upstream were raised by one metre after the flood, as the River Council had asked them to be for years."
ADDED = "A late remark on dredging: the channel silts up faster than the dredgers can work, said the pilots."

RECORDS: tuple[tuple[str, ...], ...] = (
    (LONG, REST, MOORING, CLINIC),
    (LONG.replace("winter", "autumn"), REST, MOORING, CLINIC),  # edited
    (LONG.replace("winter", "autumn"), MOORING, CLINIC, REST),  # moved
    (*LONG.replace("winter", "autumn").split(", and "), MOORING, CLINIC, REST),  # split
    (f"{MOORING} {CLINIC}", *LONG.replace("winter", "autumn").split(", and "), REST),  # merged
    (f"{MOORING} {CLINIC}", REST, LEVEE),  # withdrawn, and another in its place
    (f"{MOORING} {CLINIC}", REST.replace("western sheds", "Western Sheds"), LEVEE),  # letter case alone
    (f"{MOORING} {CLINIC}", REST.upper(), LEVEE),  # the same again
    (LONG, REST, MOORING, CLINIC),  # as it was at first
    (LONG, REST, MOORING, CLINIC, ADDED),
)
SETTINGS = (
    "",
    f'[[document]]\nfile = "{RECORD}"\nmeeting = "Council of Boats"\nstart = 2021-03-04\n',
    f'[[document]]\nfile = "{RECORD}"\nmeeting = "Council of Boats"\nstart = 2019-05-06\nplace = "Bergen, Norway"\n',
)


def record(paragraphs: tuple[str, ...]) -> str:
    """Return the text of the paper whose passages are edited, moved, split, merged, withdrawn and taken back."""
    body = "\n\n".join(paragraphs)
    return f"Report of the Harbour Assembly\n\nOslo, Norway, 7 June 2022\n\nHarbour works\n\n{body}\n"


def states(folder: Path) -> Iterator[int]:
    """Put the collection into one state after another; yield the number of each."""
    chance = random.Random(1325)  # noqa: S311  # chance here is variety, not secrecy
    for name in ("p_1", "p_2", "p_3", "p_4", "p_5"):
        (folder / f"{name}.txt").write_text(paper(chance), encoding="utf-8")
    for step in range(BUILDS):
        if 8 <= step < 10:
            (folder / RECORD).unlink(missing_ok=True)  # the paper is away for two builds
        else:
            (folder / RECORD).write_text(record(RECORDS[step % len(RECORDS)]), encoding="utf-8")
        if step % 5 == 4:
            (folder / SETTINGS_FILE).write_text(SETTINGS[step // 5 % len(SETTINGS)], encoding="utf-8")
        yield step
        change(folder, chance, step)
