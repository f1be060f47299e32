"""The `rapporteur` command: the indexer's commands and `serve`.

It is the only module that joins the two packages; indexer never imports webapp.
"""

from __future__ import annotations

from indexer.cli import cli

__all__ = ["cli", "main"]

cli.add_lazy_command("serve", "webapp.serve:serve", "Serve the site.")


def main() -> None:
    """Run the command line."""
    cli()
