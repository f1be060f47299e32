"""Decide which title a paper has: the printed one, that of a larger work with its part, or that of the file.

Each comes with how it is known. The printed title is found in `titles`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from indexer.model import FactBasis, FactEvidence, Reading, Source
from indexer.structure.dates import is_only_date
from indexer.structure.draft import Piece
from indexer.structure.front_matter.kind_names import is_kind_alone, kind_of_file_name
from indexer.structure.front_matter.masthead import names_body
from indexer.structure.front_matter.meeting_words import MEETING_WORDS, RECORD_WORDS, plain_words
from indexer.structure.front_matter.paths import parse_path
from indexer.text.casing import Truecaser

from .form_titles import is_form_title, names_paper
from .pages import printed_part, title_of_page, without_parts_of_record
from .title_page import TitlePage
from .volumes import title_in_volume

_SMALL_WORD_LETTERS = 3  # letters: the longest article or preposition
_STATING = (".md", ".markdown")  # files whose authors state a title above the text


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
    stated = reading.page_title if source.name.casefold().endswith(_STATING) else None
    if (
        stated
        and not is_form_title(stated)
        and not any("title" in piece.reasons and piece.block.level == 1 for piece in pieces)
    ):
        return stated, FactEvidence("title", "stated", stated)
    if front.title:
        of_page = title_of_page(front.title, reading.page_title, pieces)
        if of_page:
            return of_page, FactEvidence("title", "stated" if stated else "path", of_page)
        return _with_day(source, front, caser.title_case(front.title))
    for given in (reading.title, reading.page_title):
        title = without_parts_of_record(given or "")
        if names_paper(title) and not is_form_title(title) and not names_body(title):
            printed = printed_part(title, pieces)
            basis: FactBasis = "stated" if given == stated else "path"
            return printed or title, FactEvidence("title", basis, title)
    return _title_of_kind(source, front, caser) or (_title_of_file(source), FactEvidence("title", "path", source.name))


def without_unused_title(pieces: Sequence[Piece], title: str) -> list[Piece]:
    """Return the pieces with a line as heading or text again that was taken for the title and is not a part of it."""
    words = plain_words(title)
    return [
        piece.with_role("heading" if piece.block.level else "body", *(("heading",) if piece.block.level else ()))
        if piece.reasons == ("title",) and not set(plain_words(piece.text)).intersection(words)
        else piece
        for piece in pieces
    ]


def _with_day(source: Source, front: TitlePage, title: str) -> tuple[str, FactEvidence]:
    """Return a printed title, with its day where it says only that there was a meeting: `Call Agenda`."""
    words = {word for word in plain_words(title) if len(word) > _SMALL_WORD_LETTERS}
    if words and words <= MEETING_WORDS | RECORD_WORDS and not any(sign.isdigit() for sign in title):
        printed = next(filter(is_only_date, front.printed_lines), None)
        if printed:
            return f"{title}, {printed}", FactEvidence("title", "stated", front.title or title)
        days = parse_path(source.name).days
        if days and days[0] == days[1]:
            return f"{title}, {days[0].isoformat()}", FactEvidence("title", "path", source.name)
    return title, FactEvidence("title", "stated", front.title or title)


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
