"""The `rapporteur` command: the index side's commands and `serve`.

It only brings the two halves together; the index side never imports the site.
"""

from __future__ import annotations

from indexer.cli import cli

from .serve import serve

cli.add_command(serve)


def main() -> None:
    """Run the command line."""
    cli()
