"""The index of columns: what is written is read, whole or in segments, whatever was deleted and in whatever parts."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.compound_words import words_with
from indexer.engine.columns.segment_writer import LIMITS, SegmentLimits
from indexer.engine.columns.token_field import SORT_DEPTH, TokenField
from indexer.engine.columns.writer import ColumnsWriter
from indexer.errors import IndexDamaged
from tests.corpus_factory import MONTEVIDEO, document, passage

from .oracle import DOCUMENT_IDS, Kept, corpora, documents, read_index, read_passages, write_index

SMALL = SegmentLimits(terms=60, words=120)
"""A segment that has room for one of the documents of these tests, and for few more."""


@given(corpora(), st.sampled_from((1, 3, 1000)), st.sampled_from((LIMITS, SMALL)))
@settings(max_examples=30, deadline=None)
def test_an_index_says_what_its_passages_say(kept: Kept, batch: int, limits: SegmentLimits) -> None:
    """Everything that an index says is what reading its passages says, however little is sorted or held at a time."""
    with tempfile.TemporaryDirectory() as folder:
        columns = Columns(write_index(Path(folder) / "engine", kept, batch=batch, limits=limits))
        assert read_index(columns) == read_passages(kept)
        for segment in columns.segments:
            _check_field(segment.text, by_runs=True)
            _check_field(segment.context, by_runs=False)


def _check_field(tokens: TokenField, by_runs: bool) -> None:
    """Compare the postings and the order of a field with its words."""
    words = tokens.words.tolist()
    assert words[int(tokens.starts[-1]) :] == [0] * SORT_DEPTH
    places: dict[int, list[int]] = {}
    for position, word in enumerate(words[: int(tokens.starts[-1])]):
        places.setdefault(word, []).append(position)
    ends = [int(start) - 1 for start in tokens.starts[1:]]
    assert places.pop(0, []) == ends
    for term, positions in places.items():
        assert tokens.positions(term).tolist() == positions
        assert tokens.position_count(term) == len(positions)
        expected = Counter(tokens.texts_at(np.array(positions)).tolist())
        texts, counts = tokens.documents(term)
        assert dict(zip(texts.tolist(), counts.tolist(), strict=True)) == expected
        assert texts.tolist() == sorted(expected)
        assert tokens.document_count(term) == len(expected)
    runs = [(words[at : at + SORT_DEPTH] if by_runs else words[at : at + 1], at) for at in tokens.order.tolist()]
    assert all(before < after for before, after in pairwise(runs))
    assert len(runs) == sum(map(len, places.values()))


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_an_updated_index_says_what_a_full_one_says(data: st.DataObject) -> None:
    """After any changes, an index whose segments are taken over says exactly what one says that is written whole."""
    kept = data.draw(corpora())
    with tempfile.TemporaryDirectory() as folder:
        root = write_index(Path(folder) / "0", kept)
        for step in range(1, data.draw(st.integers(2, 5))):
            changed = data.draw(st.lists(st.sampled_from(DOCUMENT_IDS), unique=True))
            for document_id in changed:
                kept.pop(document_id, None)
                if data.draw(st.booleans()):
                    kept[document_id] = data.draw(documents(document_id))
            root = write_index(Path(folder) / str(step), kept, base=root, changed=changed)
            assert read_index(Columns(root)) == read_passages(kept)


def test_terms_that_no_text_has_are_not_found(tmp_path: Path) -> None:
    """A term that is absent, or a number that is no term, has no texts and no positions."""
    segment = Columns(write_index(tmp_path / "engine", {})).segments[0]
    assert segment.term("peace") == 0
    for number in (0, 7, -1):
        assert segment.text.document_count(number) == segment.text.position_count(number) == 0
        assert not len(segment.text.positions(number))
        assert not len(segment.bags["text_pairs"].documents(number)[0])


def test_a_word_is_counted_however_often_it_stands(tmp_path: Path) -> None:
    """The count of a word is exact where a passage has it more often than sixteen bits can say."""
    kept: Kept = {"a": (passage(document("a", MONTEVIDEO), 0, "peace " * 70_000),)}
    segment = Columns(write_index(tmp_path / "engine", kept)).segments[0]
    texts, counts = segment.text.documents(segment.term("peace"))
    assert (texts.tolist(), counts.tolist()) == ([0], [70_000])


def test_words_that_hold_a_part_are_found_wherever_it_stands() -> None:
    """A part is found at the beginning, inside and at the end of words, and never across two of them."""
    words = ("schule", "hochschule", "schulen", "schul", "eschu", "lehre")
    assert words_with(words, ("schul", "ehre")) == {"schule", "hochschule", "schulen", "schul", "lehre"}
    assert words_with(words, ()) == words_with((), ("schul",)) == frozenset()


def test_words_beyond_the_limits_are_told_when_they_are_added(tmp_path: Path) -> None:
    """Passages that no segment can hold are refused before anything is written of them; those before stay."""
    peace, war = (passage(document(name, MONTEVIDEO), 0, f"{name} and other words") for name in ("peace", "war"))
    with ColumnsWriter(tmp_path / "engine", limits=SegmentLimits(terms=4, words=100)) as writer:
        writer.add([peace])
        with pytest.raises(ValueError, match="more words than can be numbered"):
            writer.add([replace(war, text="one two three four five")])
        writer.add([war])
        writer.finish()
    assert [list(segment.documents) for segment in Columns(tmp_path / "engine").segments] == [["peace"], ["war"]]


def test_a_folder_that_is_left_unfinished_is_no_index(tmp_path: Path) -> None:
    """Leaving the writer before `finish` leaves nothing that can be opened, and no large files."""
    with ColumnsWriter(tmp_path / "engine") as writer:
        writer.add([passage(document("a", MONTEVIDEO), 0, "Peace")])
    assert list((tmp_path / "engine").iterdir()) == []
    with pytest.raises(IndexDamaged):
        Columns(tmp_path / "engine")
