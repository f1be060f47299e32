"""The engine of a cluster: finds with its index, and with our words, expansions and formula, what the embedded one finds.

What it keeps is of a bounded size, but for the dictionary, which is mapped from files.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path

from indexer.engine.budget import Budget, current_budget
from indexer.engine.protocol import Engine
from indexer.engine.vocabulary_answers import VocabularyAnswers
from indexer.query.language import LanguageShare
from indexer.query.results import (
    PASSAGES_PER_GROUP,
    EngineAnswer,
    Expansion,
    FacetName,
    Grouping,
    GroupPage,
    IdPage,
    IndexSummary,
    MatchCount,
    Query,
    ResultPlace,
    ValuesPage,
    WordContrast,
)
from indexer.query.tree import Node, Phrase
