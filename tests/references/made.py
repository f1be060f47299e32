"""References to passages of the small corpus, and passages with odd titles from hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from indexer.model import Passage
from indexer.references import Reference
from tests.corpus_factory import PASSAGES, at_meeting

SITE = "https://papers.example.org"
TODAY = date(2026, 1, 31)


def make_reference(passage: Passage, **facts: object) -> Reference:
    """Refer to a passage as a page does."""
    base = Reference(passage, f"{SITE}/p/{passage.id}", TODAY, "a1b2c3")
    return replace(base, **facts)  # type: ignore[arg-type]  # the caller names fields of Reference


REFERENCES = tuple(make_reference(passage, restrictions=()) for passage in PASSAGES)

ODD_SIGNS = st.sampled_from(list("{}\\%$#&_~^\"'<>|@,;:=-–—«»“”„‚‘’…•§¿¡ßæŒøŁđéñüçžășİ中文المؤتمر\u0301\u00a0\u00ad"))
TITLES = st.lists(st.one_of(ODD_SIGNS, st.sampled_from("abc XYZ 019 .".split(" "))), min_size=1, max_size=30).map(
    lambda signs: "T" + "".join(signs)
)


def with_titles(title: str, meeting: str, passage: Passage = PASSAGES[4]) -> Passage:
    """Return the passage with other titles of its document and meeting."""
    return at_meeting(passage, replace(passage.document.meetings[0], title=meeting), title=title)
