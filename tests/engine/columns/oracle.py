"""What an index of columns must say of passages, worked out by reading them, and what it does say, in one form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from indexer.engine.character_pairs import pairs_of
from indexer.engine.columns.columns import Columns
from indexer.engine.columns.inversion import BATCH
from indexer.engine.columns.segment import Segment
from indexer.engine.columns.segment_writer import LIMITS, SegmentLimits
from indexer.engine.columns.writer import ColumnsWriter, alive_in
from indexer.engine.fields import context_fields
from indexer.model import Passage
from indexer.text.analysis import accented_terms, stem, terms_in
from indexer.text.compounds import compounds_by_stem
from indexer.text.stemming import analysis_language, stem_in
from indexer.text.written_forms import capital_terms, parted_words
from tests.corpus_factory import CAPACITY, CHAIR, GUEST, MONTEVIDEO, document, passage

PassageKey = tuple[str, int]
"""A passage by its document and its place among the passages of the document."""
Kept = dict[str, tuple[Passage, ...]]
"""The passages of each document."""


@dataclass
class IndexFacts:
    """Everything that an index says, with passages by their keys and terms as strings."""

    words: dict[PassageKey, tuple[str, ...]] = field(default_factory=dict)
    around: dict[PassageKey, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    lengths: dict[PassageKey, tuple[int, int]] = field(default_factory=dict)
    languages: dict[PassageKey, str] = field(default_factory=dict)
    bags: dict[str, dict[PassageKey, Counter[str]]] = field(default_factory=dict)
    frequencies: dict[str, dict[str, int]] = field(default_factory=dict)
    stems: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    compounds: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    accents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    capitals: dict[str, int] = field(default_factory=dict)
    parted: dict[str, set[str]] = field(default_factory=dict)
    averages: dict[str, float] = field(default_factory=dict)


def read_passages(kept: Kept) -> IndexFacts:
    """Return what an index of these passages must say, by reading them."""
    facts = IndexFacts()
    frequencies: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document_id, passages in kept.items():
        for place, read in enumerate(passages):
            key = (document_id, place)
            pieces = tuple(dict.fromkeys(chain.from_iterable(context_fields(read).values())))
            facts.words[key], facts.around[key] = terms_in(read.text), tuple(map(terms_in, pieces))
            normalised = read.kind != "heading_note"
            context_length = sum(len(row) + 1 for row in facts.around[key])
            facts.lengths[key] = (len(facts.words[key]), context_length) if normalised else (0, 0)
            facts.languages[key] = analysis_language(read.document.language)
            terms = {*facts.words[key], *chain.from_iterable(facts.around[key])}
            frequencies[facts.languages[key]].update(terms)
            _read_written(facts, key, (read.text, *pieces), terms)
    facts.frequencies = {language: dict(counts) for language, counts in frequencies.items()}
    for language, counts in facts.frequencies.items():
        by_stem: defaultdict[str, list[str]] = defaultdict(list)
        for term in sorted(counts):
            by_stem[stem_in(term, language)].append(term)
        facts.stems[language] = {key: tuple(row) for key, row in by_stem.items()}
        found = compounds_by_stem(counts, language)
        facts.compounds[language] = {key: tuple(row) for key, row in found.items()}
    facts.accents = {term: tuple(sorted(row)) for term, row in facts.accents.items()}
    for place, name in enumerate(("text", "context")):
        known = [lengths[place] for lengths in facts.lengths.values() if lengths[place]]
        facts.averages[name] = sum(known) / len(known) if known else 1.0
    return facts


def _read_written(facts: IndexFacts, key: PassageKey, pieces: Sequence[str], terms: set[str]) -> None:
    """Add how a passage writes its words."""
    accented = [pair for piece in pieces for pair in accented_terms(piece)]
    for term, written in accented:
        facts.accents[term] = (*dict.fromkeys((*facts.accents.get(term, ()), written)),)
    capitals = list(chain.from_iterable(map(capital_terms, pieces)))
    for term in set(capitals) & terms:
        facts.capitals[term] = facts.capitals.get(term, 0) + 1
    parted = list(chain.from_iterable(map(parted_words, pieces)))
    for word in parted:
        facts.parted.setdefault(stem("".join(word.parts)), set()).add(" ".join(word.parts))
    bags = {
        "accents": Counter(written for _, written in accented),
        "capitals": Counter(capitals),
        "parted": Counter("\t".join((*word.parts, word.written)) for word in parted),
        "pairs": Counter(chain.from_iterable(pairs_of(terms_in(piece)) for piece in pieces)),
    }
    for name, counts in bags.items():
        if counts:
            facts.bags.setdefault(name, {})[key] = counts


def read_index(columns: Columns) -> IndexFacts:
    """Return what an index says."""
    facts = IndexFacts()
    for segment in columns.segments:
        _read_segment(columns, segment, facts)
    vocabulary = columns.vocabulary
    terms = list(vocabulary.terms)
    for language in vocabulary.languages:
        known = {term: vocabulary.document_frequency(term, language) for term in terms}
        facts.frequencies[language] = {term: count for term, count in known.items() if count}
        stems = vocabulary.in_language(language).stems
        facts.stems[language] = {key: vocabulary.with_stem(key, language) for key in stems}
        parts = vocabulary.in_language(language).part_stems or ()
        facts.compounds[language] = {
            key: tuple(word for word, _ in vocabulary.compounds(key, language)) for key in parts
        }
    facts.accents = {term: spellings for term in terms if (spellings := vocabulary.accented(term))}
    facts.capitals = {term: count for term in terms if (count := vocabulary.capitals_count(term))}
    stems_of_parted = {row.split("\t")[0] for row in vocabulary.written()["parted"]}
    facts.parted = {key: {" ".join(terms_in(word)) for word in vocabulary.parted(key)} for key in stems_of_parted}
    facts.averages = {name: sums.average for name, sums in columns.lengths.items()}
    assert vocabulary.total_frequencies.tolist() == [vocabulary.total_frequency(term) for term in terms]
    assert columns.living == len(facts.words) == sum(vocabulary.language_counts.values())
    return facts


def _read_segment(columns: Columns, segment: Segment, facts: IndexFacts) -> None:
    alive = alive_in(columns, segment)
    keys = _keys(segment)
    terms = ["", *segment.terms]
    for place in np.flatnonzero(alive).tolist():
        key, context = keys[place], int(segment.context_of[place])
        facts.words[key] = tuple(terms[word] for word in segment.text.words_of(place).tolist())
        facts.around[key] = tuple(
            tuple(terms[word] for word in segment.context.words_of(piece).tolist())
            for piece in segment.pieces_of_context.row(context).tolist()
        )
        facts.lengths[key] = int(segment.text_lengths[place]), int(segment.context_lengths[place])
        facts.languages[key] = segment.languages[segment.language_of[place]]
    for name in ("accents", "capitals", "parted", "pairs"):
        for field_name in (f"text_{name}", f"context_{name}"):
            bag = segment.bags[field_name]
            for number, term in enumerate(bag.terms, start=1):
                assert bag.term(term) == number
                found = bag.documents(number)
                in_passages = segment.passages_of(*found) if field_name.startswith("context") else found
                for place, count in zip(*(row.tolist() for row in in_passages), strict=True):
                    if alive[place]:
                        facts.bags.setdefault(name, {}).setdefault(keys[place], Counter())[term] += count


def _keys(segment: Segment) -> list[PassageKey]:
    """Return the key of each passage of a segment."""
    seen: Counter[str] = Counter()
    keys = []
    for number in segment.document_of.tolist():
        document_id = segment.documents[number]
        keys.append((document_id, seen[document_id]))
        seen[document_id] += 1
    return keys


def write_index(
    root: Path,
    kept: Kept,
    base: Path | None = None,
    changed: Iterable[str] = (),
    batch: int = BATCH,
    limits: SegmentLimits = LIMITS,
) -> Path:
    """Write an index of passages; on a base, only the documents in `changed` are added."""
    with ColumnsWriter(root, base, limits=limits) as writer:
        added = set(changed) if base else set(kept)
        writer.keep(set(kept) - added)
        for document_id in kept:
            if document_id in added:
                writer.add(kept[document_id])
        writer.finish(list(kept), batch)
    return root


WORDS = (
    "peace Peace PEACE peace-keeping Peace-Keeping U.S. us US Jenča Jenca Éire 2019 12,500 the of and O'Brien "
    "Polizei Ausbildung Polizeiausbildung Polizeiausbildungen Schule 中国 國際 мир мира ½ 10⁶ km² re-elect"
).split()
_TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
_PLACES: tuple[Mapping[str, Any], ...] = (
    {},
    {"people": (CHAIR, GUEST)},
    {"people": (CHAIR,), "headings": ("Peace", "中国")},
    {"of": CAPACITY, "headings": ("Peace of the US",)},
    {"kind": "heading_note"},
)
_PASSAGES = st.lists(st.tuples(_TEXTS, st.sampled_from(_PLACES)), max_size=4)
DOCUMENT_IDS = ("a", "b", "c", "d")


@st.composite
def documents(draw: st.DrawFn, document_id: str) -> tuple[Passage, ...]:
    """Make the passages of one document."""
    paper = replace(document(document_id, MONTEVIDEO), language=draw(st.sampled_from(("en", "de", None, "ru"))))
    rows = draw(_PASSAGES)
    return tuple(passage(paper, ordinal, text, **facts) for ordinal, (text, facts) in enumerate(rows))


@st.composite
def corpora(draw: st.DrawFn) -> Kept:
    """Make the passages of some documents."""
    ids = draw(st.lists(st.sampled_from(DOCUMENT_IDS), unique=True))
    return {document_id: draw(documents(document_id)) for document_id in ids}
