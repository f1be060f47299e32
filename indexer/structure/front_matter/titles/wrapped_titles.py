"""Find the lines that a title goes on in, and the title that stands between an item of an agenda and an author."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure.dates import find_dates
from indexer.structure.draft import Piece
from indexer.structure.front_matter.kind_names import is_kind_alone, named_kind
from indexer.structure.front_matter.masthead import is_agenda_reference, is_form_line
from indexer.structure.front_matter.places import find_place_line
from indexer.structure.page_heads import is_symbol
from indexer.text.casing import is_all_capitals
from indexer.text.prose import count_words, ends_sentence, expects_more, split_words
from indexer.text.stopwords import is_function_word

_MAX_ENDING_WORDS = 20  # words: the longest line that can be the rest of a title
_MAX_PART_WORDS = 40  # words: the longest line that can be the second part of a title, after a semicolon
_MAX_WRAPPED_WORDS = 9  # words: the longest line of a title that is broken into lines
_MAX_AUTHOR_WORDS = 8  # words
_LINES_OF_ITEM = 2  # the item of the agenda, and the title
_AUTHOR = re.compile(
    r"(?:report|note|rapport|informe|nota)\s+(?:of|by|du|de la|de l[’']|par|del)\s+(?:(?:the|le|la|el)\s+)?[A-ZÀ-Þ]",
    re.IGNORECASE,
)


def title_over_author(pieces: Sequence[Piece], start: int) -> int | None:
    """Return the index of the title where an item of an agenda stands above it and the author below, or None.

    `Agenda item 158`, `Financing of the Force`, `Budget for the Force`, `Report of the Secretary-General`.
    """
    shown = [index for index in range(start) if pieces[index].text and pieces[index].role in {"body", "heading"}]
    item = next((place for place, index in enumerate(shown) if is_agenda_reference(pieces[index].text)), None)
    if item is None:
        return None
    lines = shown[item + 1 : item + 2 + _LINES_OF_ITEM]
    texts = [pieces[index].text for index in lines]
    if len(texts) <= _LINES_OF_ITEM or not _AUTHOR.match(texts[-1]) or count_words(texts[-1]) > _MAX_AUTHOR_WORDS:
        return None
    of_item, title = texts[:-1]
    is_wrapped = expects_more(of_item) or not title[:1].isupper()
    if is_wrapped or ends_sentence(title) or is_form_line(title) or is_kind_alone(title):
        return None
    return lines[-2]


def title_lines(pieces: Sequence[Piece], position: int, start: int) -> list[int]:
    """Return the indexes of the title's lines: a statement goes on with the meeting that it was made at.

    A line that ends in a word which cannot be the last, such as `of the`, goes on in the next one too, and so does one
    before a line that begins with such a word.
    """
    lines, wrapped = [position], 0
    below = (index for index in range(position + 1, start) if pieces[index].text and pieces[index].role != "dropped")
    for index in below:
        text, last = pieces[index].text, pieces[lines[-1]].text
        is_lower = named_kind(pieces[position].text) is not None and text[:1].islower()
        is_wrapped = _begins_within(pieces[index]) or (wrapped > 1 and _is_rest(pieces[index]))
        wrapped += is_wrapped
        if ends_sentence(text) or not (is_lower or is_wrapped or _goes_on(last, pieces[index])):
            break
        lines.append(index)
    return lines


def _goes_on(last: str, following: Piece) -> bool:
    """Return whether a line of a title ends in a word that cannot be the last, and another line can end it."""
    can_end = following.role in {"body", "heading"} and not following.is_list_item and not following.block.label
    is_hanging = last[-1:].isalpha() and expects_more(last)
    longest = _MAX_PART_WORDS if last.endswith(";") else _MAX_ENDING_WORDS
    return (is_hanging or last.endswith(";")) and can_end and count_words(following.text) <= longest


def _begins_within(line: Piece) -> bool:
    """Return whether a short line begins in the middle of a title: `of a European Agreement concerning`."""
    first = next(iter(split_words(line.text)), "")
    return first.islower() and line.text.startswith(first) and is_function_word(first) and _is_rest(line)


def _is_rest(line: Piece) -> bool:
    """Return whether a line can be one of a title that is broken into lines: no kind, day, place, symbol or item."""
    text = line.text
    is_fact = named_kind(text) or find_place_line(text) or is_symbol(text) or next(find_dates(text), None)
    is_line = line.role in {"body", "heading"} and not (line.block.level or line.is_list_item or line.block.label)
    can_end = is_line and not text.endswith((":", ","))
    return can_end and not is_fact and not is_all_capitals(text) and count_words(text) <= _MAX_WRAPPED_WORDS
