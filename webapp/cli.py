"""The `rapporteur` command: the indexer's commands and `serve`.

It is the only module that joins the two packages; indexer never imports webapp.
"""

from __future__ import annotations

from indexer.cli import cli

from .serve import serve

cli.add_command(serve)


def main() -> None:
    """Run the command line."""
    cli()
