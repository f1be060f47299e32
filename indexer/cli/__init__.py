"""The `rapporteur` command, and the only place that prints. It only calls other rooms: rules, searches and texts for
people that a page shows too do not belong here.
"""

from __future__ import annotations

from .group import cli, index_dir_option

__all__ = ["cli", "index_dir_option"]
