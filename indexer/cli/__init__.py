"""The `rapporteur` command: the only room that prints.

Rules, searches and sentences that a page shows too belong to the rooms that the commands call.
"""

from __future__ import annotations

from .group import cli, index_dir_option

__all__ = ["cli", "index_dir_option"]
