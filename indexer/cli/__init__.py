"""The `rapporteur` command: the only place that prints. What it prints is made elsewhere."""

from __future__ import annotations

from . import index, links, search, verify
from .group import cli, index_dir_option

__all__ = ["cli", "index", "index_dir_option", "links", "search", "verify"]
