"""The `rapporteur` command group, the options its commands share, and how an error of the user is shown."""

from __future__ import annotations

import errno
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from indexer.corpus.visible import visible
from indexer.errors import RapporteurError
from indexer.version import program_version

INDEX_DIR = Path("index_data")
SEEDS_DIR = Path("seeds")
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO})

index_dir_option = click.option(
    "--index-dir",
    type=click.Path(path_type=Path),
    default=INDEX_DIR,
    envvar="RAPPORTEUR_INDEX_DIR",
    show_default=True,
    help="Folder of the index.",
)


class CommandGroup(click.Group):
    """A command group that imports a command when it is run, and shows an error of the user in one line.

    Importing all commands takes more than a second; their list needs only the first sentence of each help text.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._targets: dict[str, str] = {}

    def add_lazy_command(self, name: str, target: str, help_text: str) -> None:
        """Add the command that `target` names (`module:attribute`); `help_text` is the first sentence of its help."""
        self._targets[name] = target
        self.add_command(click.Command(name, help=help_text))

    def load_command(self, name: str) -> click.Command:
        """Import a command that is in the list. Raise KeyError when there is none of this name."""
        if name not in self._targets:
            return self.commands[name]
        module, _, attribute = self._targets[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command to run, and import it."""
        name, command, arguments = super().resolve_command(ctx, args)
        return name, self.load_command(name) if name and command else command, arguments

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. Raise ClickException, which ends it with status 1, in place of a user's error."""
        try:
            return super().invoke(ctx)
        except RapporteurError as error:
            raise click.ClickException(visible(str(error), "\n")) from error
        except OSError as error:
            if error.filename is not None or error.errno not in _FULL:
                raise
            raise click.ClickException(f"Output could not be written ({error.strerror}).") from error


@click.group(cls=CommandGroup)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=lambda ctx, _option, asked: _print_version(ctx) if asked else None,
    help="Show version and commit, and exit.",
)
def cli() -> None:
    """Search the papers of meetings."""


def _print_version(context: click.Context) -> None:
    click.echo(f"Rapporteur {program_version().text}")
    context.exit()


cli.add_lazy_command(
    "backup", "indexer.cli.backup:backup_command", "Write papers, corpus.toml and registry to one archive."
)
cli.add_lazy_command(
    "check",
    "indexer.cli.check:check_command",
    "Check every file of the index for damage, and whether the registry still has all addresses.",
)
cli.add_lazy_command(
    "fetch",
    "indexer.cli.fetch:fetch_command",
    "Fetch the live build of the index folder SOURCE, to be served from here.",
)
cli.add_lazy_command("index", "indexer.cli.index:index_command", "Index the papers in FOLDER (default: seeds).")
cli.add_lazy_command("links", "indexer.cli.links:links_group", "Check what became of links to the site.")
cli.add_lazy_command("passages", "indexer.cli.search:passages_command", "Print all passages of the index.")
cli.add_lazy_command(
    "redact", "indexer.cli.redact:redact_command", "Permanently remove the passage or paper ID, or a name."
)
cli.add_lazy_command(
    "restore", "indexer.cli.backup:restore_command", "Restore papers and registry from a backup into FOLDER."
)
cli.add_lazy_command(
    "registry",
    "indexer.cli.registry:registry_group",
    "Bring the registry of IDs into a database, and write it as files.",
)
cli.add_lazy_command("report", "indexer.cli.report:report_command", "List the searches that found nothing.")
cli.add_lazy_command(
    "review",
    "indexer.cli.review:review_command",
    "List doubtful facts, the worst first, with lines for corpus.toml that settle them.",
)
cli.add_lazy_command("search", "indexer.cli.search:search_command", "Search the passages of the index.")
cli.add_lazy_command(
    "verify",
    "indexer.cli.verify:verify_command",
    "Check the quotations in FILE against the papers (- for standard input).",
)
cli.add_lazy_command(
    "watch",
    "indexer.cli.watch:watch_command",
    "Index the papers in FOLDER and again whenever they change, until stopped.",
)
