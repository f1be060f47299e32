"""Decide which title a paper has: the printed one, that of a larger work with its part, or that of the file.

Each comes with how it is known. The printed title is found in `titles`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from indexer.model import FactEvidence, Reading, Source
from indexer.structure.dates import is_only_date
from indexer.structure.draft import Piece
from indexer.text.casing import Truecaser

from .kind_names import is_kind_alone, kind_of_file_name
from .page_titles import printed_part, title_of_page
from .paths import parse_path
from .title_page import TitlePage
from .titles import is_form_title, names_paper
from .volume_titles import title_in_volume


def find_title_of_paper(
    source: Source, reading: Reading, front: TitlePage, pieces: Sequence[Piece], caser: Truecaser
) -> tuple[str, FactEvidence]:
    """Return the title of a paper, and how it is known.

    It is the printed one, or else that of the file's properties, or else the kind of paper with its day, or else the
    file name.
    """
    in_volume = title_in_volume(pieces)
    if in_volume:
        return caser.title_case(in_volume), FactEvidence("title", "stated", in_volume)
    if front.title:
        of_page = title_of_page(front.title, reading.page_title, pieces)
        if of_page:
            return of_page, FactEvidence("title", "path", of_page)
        return caser.title_case(front.title), FactEvidence("title", "stated", front.title)
    for title in (reading.title, reading.page_title):
        if title and not is_form_title(title):
            printed = printed_part(title, pieces)
            return printed or title, FactEvidence("title", "path", title)
    return _title_of_kind(source, front, caser) or (_title_of_file(source), FactEvidence("title", "path", source.name))


def _title_of_kind(source: Source, front: TitlePage, caser: Truecaser) -> tuple[str, FactEvidence] | None:
    """Return the printed kind of a paper, told from others by its day or its file name, or None where it prints none.

    `Meeting Notes` alone would be the title of every paper of a series.
    """
    kind = next(filter(is_kind_alone, front.printed_lines), None)
    if not kind:
        return None
    name = caser.title_case(kind)
    if front.meeting.days:
        printed_day = next(filter(is_only_date, front.printed_lines), front.meeting.days[0].isoformat())
        return f"{name}, {caser.title_case(printed_day)}", FactEvidence("title", "stated", kind)
    days = parse_path(source.name).days
    if days and days[0] == days[1]:
        return f"{name}, {days[0].isoformat()}", FactEvidence("title", "path", source.name)
    file_name = _title_of_file(source)
    words = set(re.findall(r"[^\W\d_]+", file_name.casefold()))
    if kind_of_file_name(file_name) or words.intersection(kind.casefold().split()):
        return None
    return f"{name}, {file_name}", FactEvidence("title", "path", source.name)


def _title_of_file(source: Source) -> str:
    """Return the name of the file as the title of a paper that states none.

    Where that only says what every paper of a series is, as `transcript` and `part1` do, the folder stands before it.
    """
    path = PurePosixPath(source.name)
    names = [path.stem]
    for folder in path.parent.parts[::-1]:
        if any(names_paper(name) for name in names):
            break
        names.insert(0, folder)
    return re.sub(r"[_\s]+", " ", " ".join(names)).strip() or source.name
