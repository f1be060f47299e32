"""Short names of papers that are listed together, each different from those of the others.

A paper is called by its kind where no other of them is of the kind, else also by what tells it apart: its title, the
day that it states, its place among papers of one name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from indexer.model import Document

from . import labels
from .meeting_names import TITLE_LENGTH, shortened


def distinct_paper_names(papers: Sequence[Document]) -> Mapping[str, str]:
    """Return a name for each paper, by its id; no two papers have the same."""
    return _first_distinct(papers, (labels.kind_title, _short_title, _title, _dated_title, _file_title))


def distinct_paper_titles(papers: Sequence[Document]) -> Mapping[str, str]:
    """Return the title of each paper, by its id, with what tells it apart where others have the same title."""
    return _first_distinct(papers, (lambda paper: paper.title, _title, _dated_title, _file_title))


def _first_distinct(papers: Sequence[Document], namings: Sequence[Callable[[Document], str]]) -> dict[str, str]:
    """Return for each paper the first of several names that no other paper has, and at last its id too."""
    names: dict[str, str] = {}
    left = list(papers)
    for naming in namings:
        counts = Counter(map(naming, left))
        taken = set(names.values())
        named = [paper for paper in left if counts[naming(paper)] == 1 and naming(paper) not in taken]
        names |= {paper.id: naming(paper) for paper in named}
        left = [paper for paper in left if paper.id not in names]
    return names | {paper.id: f"{_file_title(paper)} ({paper.id})" for paper in left}


def _with_kind(name: Callable[[Document], str], paper: Document) -> str:
    kind, title = labels.kind_title(paper), name(paper)
    return title if kind.casefold() in title.casefold() else f"{kind}: {title}"


def _short_title(paper: Document) -> str:
    return _with_kind(lambda each: shortened(each.title, TITLE_LENGTH), paper)


def _title(paper: Document) -> str:
    return _with_kind(lambda each: each.title, paper)


def _dated_title(paper: Document) -> str:
    published = labels.publication_date(paper.published)
    return f"{_title(paper)}, {published}" if published else _title(paper)


def _file_title(paper: Document) -> str:
    return f"{_title(paper)} ({paper.source.rpartition('/')[2]})"
