"""The `rapporteur` command: the index side's commands and `serve`.

It only brings the two halves together; the index side never imports the site.
"""

from __future__ import annotations

from indexer.cli import cli

__all__ = ["cli", "main"]

cli.add_lazy_command("serve", "webapp.serve:serve", "Show the index in a browser.")


def main() -> None:
    """Run the command line."""
    cli()
