"""A copy of an index folder whose engine is a cluster, without the columns that stay on the machine of builds."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from indexer.engine.names import CLUSTER_ENGINE
from indexer.engine.opensearch.connection.address import cluster_address
from indexer.engine.opensearch.dictionary import DICTIONARY_FOLDER
from indexer.engine.opensearch.state import STATE_FILE
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.store.build_facts import BUILD_FILE
from indexer.store.builds import live_build, open_library
from indexer.store.library import ENGINE_FOLDER


def move_to_cluster(index_dir: Path, copy: Path, node: str, prefix: str) -> None:
    """Copy an index folder as a server beside a cluster has it; the names of indices begin with a prefix."""
    shutil.copytree(index_dir, copy)
    build = live_build(copy)
    columns = copy / "columns"
    library = open_library(index_dir)
    address = replace(cluster_address(node, {}), alias=prefix)
    with OpenSearchWriter(columns / build.name, None, address) as writer:
        writer.add(tuple(library.passages()), library.all_sessions())
        writer.finish([document.id for document in library.documents()])
    library.close()
    shutil.rmtree(build / ENGINE_FOLDER)
    (build / ENGINE_FOLDER).mkdir()
    for name in (DICTIONARY_FOLDER, STATE_FILE):
        (columns / build.name / name).rename(build / ENGINE_FOLDER / name)
    shutil.rmtree(columns)
    facts = json.loads((build / BUILD_FILE).read_text(encoding="utf-8"))
    (build / BUILD_FILE).write_text(json.dumps(facts | {"engine": CLUSTER_ENGINE}), encoding="utf-8")
