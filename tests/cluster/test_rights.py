"""Whatever the engine asks a cluster for is in the rights of `deploy/search/roles.yml`, and on its own indices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from indexer.engine.opensearch.connection.address import cluster_address
from indexer.engine.opensearch.connection.client import Cluster
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.opensearch.indices import Indices
from indexer.engine.opensearch.state import read_state
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.engine.protocol import Engine
from indexer.query.parser import parse
from indexer.query.results import GROUP_KINDS, SORTS, Query
from tests.conftest import ROOT
from tests.engine.conftest import CORPUS

from .nodes import RunningNode, start_node
from .shared import needed_program

ROLES = ROOT / "deploy" / "search" / "roles.yml"
NO_INDEX_NEEDED = ("cluster:", "indices:data/write/bulk", "indices:data/read/m", "indices:data/read/scroll")
"""What the security plugin asks for as a right on the cluster; parts of it, such as `bulk[s]`, are on indices."""
OF_THE_NODES = ("internal:", "indices:admin/seq_no/", "indices:admin/publishCheckpoint", "indices:admin/refresh[s][")
"""What nodes ask one another, whoever made them do so."""

pytestmark = pytest.mark.long


class IndexRights(NamedTuple):
    """What a role may do on some indices."""

    patterns: list[str]
    actions: list[str]

    def allow(self, action: str, index: str) -> bool:
        """Tell whether they allow an action on an index; a star stands for all, and nothing for those of a part."""
        return matches(action, self.actions) and (not index or matches(index, self.patterns))


class GivenRights(NamedTuple):
    """What a role may do."""

    on_cluster: list[str]
    on_indices: list[IndexRights]

    def missing(self, action: str, indices: set[str]) -> list[str]:
        """Return what a role lacks for an action on some indices."""
        if is_on_cluster(action):
            return [] if matches(action, self.on_cluster) else [action]
        return [
            f"{action} {index}"
            for index in sorted(indices or {""})
            if not any(rights.allow(action, index) for rights in self.on_indices)
        ]

    def unused(self, actions: Iterable[str]) -> set[str]:
        """Return the rights that none of some actions needs."""
        needed = set()
        for action in actions:
            own = (
                self.on_cluster
                if is_on_cluster(action)
                else [each for part in self.on_indices for each in part.actions]
            )
            needed |= {right for right in own if matches(action, [right])}
        return {*self.on_cluster, *(right for part in self.on_indices for right in part.actions)} - needed


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Tell whether a name is one of some patterns, in which a star stands for anything."""
    return any(fnmatchcase(name, pattern.replace("[", "[[]")) for pattern in patterns)


def is_on_cluster(action: str) -> bool:
    """Tell whether the security plugin asks for a right on the cluster."""
    return action.startswith(NO_INDEX_NEEDED) and "[" not in action


def rights(role: str) -> GivenRights:
    """Return the rights of a role."""
    given = yaml.safe_load(ROLES.read_text(encoding="utf-8"))[role]
    return GivenRights(
        given["cluster_permissions"],
        [IndexRights(part["index_patterns"], part["allowed_actions"]) for part in given["index_permissions"]],
    )


def of_programs(asked: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the actions that a program asked for, without those that nodes ask one another for."""
    return {action: indices for action, indices in asked.items() if not action.startswith(OF_THE_NODES)}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningNode]:
    """A node that nobody else asks for anything."""
    home = tmp_path_factory.mktemp("rights") / "node"
    running = start_node(needed_program(), home, {"discovery.type": "single-node"})
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def test_rights_are_enough_and_no_more(node: RunningNode, tmp_path: Path) -> None:
    """Two builds are written, searched in every way and tidied up: each request is one that a role allows."""
    address = cluster_address(node.url, {})
    first, second = tmp_path / "build-1" / "engine", tmp_path / "build-2" / "engine"
    documents = list(dict.fromkeys(passage.document.id for passage in CORPUS))
    with OpenSearchWriter(first, None, address) as writer:
        writer.add([passage for passage in CORPUS if passage.document.id != documents[-1]])
        writer.finish()
    node.forget_actions()
    search_in_every_way(OpenSearchEngine(first, read_state(first), address))
    serving = of_programs(node.actions())
    with OpenSearchWriter(second, first, address) as writer:
        writer.keep(documents[1:-1])
        writer.add([passage for passage in CORPUS if passage.document.id == documents[-1]])
        writer.finish()
    cluster = Cluster(address)
    state = read_state(second)
    assert Indices(cluster).is_there(state.index)
    Indices(cluster).clear_abandoned(state)
    Indices(cluster).point_to(state)
    Indices(cluster).tidy(state, keep_previous=False)
    cluster.close()
    with OpenSearchWriter(tmp_path / "build-3" / "engine", None, address) as writer:
        writer.add(CORPUS)
        writer.finish()
    for role, asked in (("rapporteur_serve", serving), ("rapporteur", of_programs(node.actions()))):
        assert [lack for action, indices in asked.items() for lack in rights(role).missing(action, indices)] == []
        assert rights(role).unused(asked) == set(), role


def search_in_every_way(engine: Engine) -> None:
    """Ask an engine whatever the site asks it, and close it."""
    for text in ("women", '"peace and security"', "women NEAR/3 peace", "train*", "year:2020..", ""):
        for sort in SORTS:
            query = Query(parse(text).node, sort=sort)
            engine.search(query)
            engine.after(query, None, 5)
            for by in GROUP_KINDS:
                engine.groups(query, by)
    engine.contrast(Query(parse("women").node), Query())
    engine.has_phrase("women and peace")
    assert engine.check() == ()
    engine.close()
