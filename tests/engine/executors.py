"""An executor over columns alone, in one segment or several, with facts of passages that are read from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.writer import ColumnsWriter
from indexer.engine.inputs import AnyOfField, ValueNode
from indexer.engine.prior import prior
from indexer.engine.term_dictionary import MAX_FORMS, TermDictionary
from indexer.engine.whoosh.executor import Executor
from indexer.model import Passage
from indexer.query.tree import Field

from .brute import Parents, matches_tree


class ReadFacts:
    """Facts of passages, each read anew; None stands for a deleted one."""

    def __init__(self, passages: Sequence[Passage | None], parents: Parents) -> None:
        self._passages = passages
        self._parents = parents
        self.priors = np.array([item and prior(item) for item in passages], np.float64)

    def with_value(self, node: ValueNode) -> NDArray[Any]:
        """Return the living passages with a value of a field, any of several, or any in a range, ascending."""
        if isinstance(node, AnyOfField):
            return np.unique(np.concatenate([self.with_value(Field(node.name, value)) for value in node.values]))
        matching = (n for n, item in enumerate(self._passages) if item and matches_tree(item, node, self._parents))
        return np.fromiter(matching, np.int64)

    def has_value(self, node: ValueNode, passages: NDArray[Any]) -> NDArray[np.bool_]:
        """Return for each of some passages whether it has a value."""
        return np.isin(passages, self.with_value(node))


def executor_of(
    columns: Columns, passages: Sequence[Passage | None], parents: Parents, max_forms: int = MAX_FORMS
) -> Executor:
    """Make an executor over an opened index of passages."""
    return Executor.of_index(columns, ReadFacts(passages, parents), TermDictionary(columns.vocabulary, max_forms))


def write_columns(
    root: Path, passages: Sequence[Passage], base: Path | None = None, keep: Sequence[str] = ()
) -> Columns:
    """Write an index of passages, beside the documents that are kept of another, and open it."""
    with ColumnsWriter(root, base) as writer:
        writer.keep(keep)
        writer.add(passages)
        writer.finish()
    return Columns(root)
