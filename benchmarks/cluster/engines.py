"""The two engines that are measured: how each writes into a folder, and how another process opens it from there."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from benchmarks.speed.writing import varied_passages
from indexer.engine.opensearch.connection.address import (
    URL_VARIABLE,
    ClusterAddress,
    address_of_build,
    cluster_address,
)
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.opensearch.state import read_papers, read_state
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.engine.whoosh.engine import WhooshEngine
from indexer.model import Passage

from .asked import ForgettingEngine


def open_embedded(folder: Path) -> ForgettingEngine:
    """Open the embedded engine; the columns that belong to a build on a cluster are its index too."""
    return WhooshEngine(folder)


def open_cluster(folder: Path) -> ForgettingEngine:
    """Open a build on the cluster that `RAPPORTEUR_ENGINE_URL` names."""
    state = read_state(folder)
    return OpenSearchEngine(folder, state, cluster_address(address_of_build(state.urls)))


def use_cluster(url: str) -> ClusterAddress:
    """Let this process and those that it starts ask a cluster; return its address."""
    os.environ[URL_VARIABLE] = url
    return cluster_address(url)


def write_changed(base: Path, folder: Path, texts: Path, address: ClusterAddress, papers: int) -> int:
    """Write a build in which some papers have other words; return how many passages they have."""
    documents = list(read_papers(base))
    changed = _with_other_words(texts, papers)
    with OpenSearchWriter(folder, base, address) as writer:
        writer.keep(set(documents) - {passage.document.id for passage in changed})
        writer.add(changed)
        writer.finish(documents)
    return len(changed)


def _with_other_words(texts: Path, papers: int) -> list[Passage]:
    """Return the passages of the first papers, each with a word more."""
    found: list[Passage] = []
    for number, (_, passages) in enumerate(groupby(varied_passages(texts), lambda passage: passage.document.id)):
        if number == papers:
            break
        found += [replace(passage, text=f"{passage.text} Corrected.") for passage in passages]
    return found
