"""The names of the engines, as options and builds state them; importing them loads no engine."""

from __future__ import annotations

from typing import NamedTuple

DEFAULT_ENGINE = "whoosh"
"""The engine of new builds, and of builds that state none."""
CLUSTER_ENGINE = "opensearch"
TRACE_FILE = "cluster.json"
"""The file in the folder of an index that says what of it lies in a cluster, and where."""


class EngineSetting(NamedTuple):
    """The engine that a build is made with."""

    name: str = DEFAULT_ENGINE
    url: str = ""
    """The address of its cluster, for an engine that has one."""


EMBEDDED_ENGINE = EngineSetting()
