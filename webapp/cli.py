"""The `rapporteur` command: the indexer's commands, `alerts`, `export-site` and `serve`.

It is the only module that joins the two packages; indexer never imports webapp.
"""

from __future__ import annotations

from indexer.cli import cli

__all__ = ["cli", "main"]

cli.add_lazy_command("alerts", "webapp.alerts.command:alerts", "Mail what is new of the saved searches in FILE.")
cli.add_lazy_command(
    "export-site",
    "webapp.static_site.command:export_site_command",
    "Write the site as plain files into DIR, under the same links.",
)
cli.add_lazy_command("serve", "webapp.serve:serve", "Serve the site.")


def main() -> None:
    """Run the command line."""
    cli()
