"""Take the title in the head of a page apart: `Minutes of the Board | Harbour Authority`.

The name of the site is no part of a paper's title. Which part it is, the headings of the page show; without those, what
several papers of a folder share. The title that a paper prints is found in `titles`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from indexer.structure.dates import is_only_date
from indexer.structure.draft import DraftFacts, Piece
from indexer.structure.front_matter.kind_names import is_kind_alone, named_kind
from indexer.structure.front_matter.masthead import names_body
from indexer.text.section_names import is_part_of_record

from .form_titles import is_form_title

_SEPARATOR = re.compile(r"\s+(?:[-–—|·•»«›‹~:]|::)\s+|\s*[|»›]\s*")
_MIN_SHARING = 2  # papers of a folder whose page titles begin or end alike
_FIRST_HEADINGS = 3  # headings of a page that can repeat its title: one of the site, one of the paper


@dataclass(frozen=True)
class _PageTitle:
    """The title of a page in its parts, with the signs between them."""

    text: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _PageTitle:
        return cls(text, tuple(part.strip() for part in _SEPARATOR.split(text) if part.strip()))

    def without(self, part: str) -> str:
        """Return the title without its first or last part."""
        if self.parts[-1] == part:
            return self.text[: self.text.rindex(part)].rstrip(" -–—|·•»«›‹~:")
        return self.text[self.text.index(part) + len(part) :].lstrip(" -–—|·•»«›‹~:")


def printed_part(page_title: str, pieces: Sequence[Piece]) -> str | None:
    """Return the part of a page's title that its first headings repeat, or None where they repeat none.

    Where they repeat several, it is the one that names no body: a site prints its own name too.
    """
    headings = [piece.text for piece in pieces if piece.block.kind == "heading" and piece.text][:_FIRST_HEADINGS]
    parts = [part for part in _PageTitle.of(page_title).parts if any(_repeats(part, heading) for heading in headings)]
    papers = [part for part in parts if named_kind(part) or not names_body(part)]
    return next(iter(papers or parts), None)


def without_parts_of_record(page_title: str) -> str:
    """Return the title of a page without a part that divides every record: `Ice Hansard` for `PRESENT - Ice Hansard`.

    A kind of paper is such a part too where others stand beside it. Nothing is left of `C O N T E N T S`, or of a day.
    """
    parts = _PageTitle.of(page_title).parts
    named = [part for part in parts if not is_part_of_record(part) and not re.fullmatch(r"\[.*\]", part)]
    telling = [part for part in named if not is_only_date(part) and not is_kind_alone(part)]
    if len(telling) == len(parts):
        return page_title.strip(" -–—|")
    return " - ".join(telling or [part for part in named if not is_only_date(part)])


def _repeats(part: str, heading: str) -> bool:
    """Return whether a heading is a part of a page's title, or its beginning: `Agenda` in `Agenda, 3 May 2031`."""
    words = re.findall(r"\w+", heading.casefold())
    return bool(words) and re.findall(r"\w+", part.casefold())[: len(words)] == words


def title_of_page(title: str, page_title: str | None, pieces: Sequence[Piece]) -> str | None:
    """Return the title that the head of a page gives a paper in place of the printed one, or None.

    It does so where the printed one is the name of the site, or one of several sections of a page that prints no title.
    """
    if not page_title or is_form_title(page_title) or names_body(page_title):
        return None
    part = printed_part(page_title, pieces)
    if part is not None:
        is_site = names_body(title) and any(_repeats(other, title) for other in _PageTitle.of(page_title).parts)
        return part if is_site and not _repeats(part, title) else None
    level = next((piece.block.level for piece in pieces if "title" in piece.reasons), 0)
    sections = sum(piece.block.level == level and piece.block.kind == "heading" for piece in pieces)
    return page_title if level > 1 and sections > 1 else None


def titles_without_site(papers: Mapping[str, DraftFacts]) -> dict[str, str]:
    """Return the titles, by name of the paper, that lose a part which several papers of their folder share.

    Only titles from the heads of pages are looked at. A title stays whole where what is left would not tell papers
    apart.
    """
    page_titles: dict[str, dict[str, _PageTitle]] = defaultdict(dict)
    for name, facts in papers.items():
        known = next((fact for fact in facts.evidence if fact.fact == "title"), None)
        title = _PageTitle.of(facts.title)
        if known and known.basis == "path" and known.evidence == facts.title and len(title.parts) > 1:
            page_titles[str(PurePosixPath(name).parent)][name] = title
    result: dict[str, str] = {}
    for titles in page_titles.values():
        for position in (-1, 0):
            sharing: dict[str, list[str]] = defaultdict(list)
            for name, title in titles.items():
                if name not in result:
                    sharing[title.parts[position]].append(name)
            for part, names in sharing.items():
                shorter = {name: titles[name].without(part) for name in names}
                tells_apart = len(set(shorter.values())) == len({titles[name].text for name in names})
                if (
                    len(set(shorter.values())) >= _MIN_SHARING
                    and tells_apart
                    and not any(map(is_form_title, shorter.values()))
                ):
                    result |= shorter
    return result
