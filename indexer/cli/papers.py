"""Where papers are, as it is typed: a folder, or an address in an object store."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.object_store.address import ObjectFolder, PapersFolder, papers_folder


class PapersParameter(click.ParamType[PapersFolder]):
    """A folder of papers: a path, or s3://BUCKET/PREFIX."""

    name = "folder"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,  # noqa: ARG002  # click gives them
        ctx: click.Context | None,  # noqa: ARG002  # click gives them
    ) -> PapersFolder:
        """Return what was typed as a folder. Raise ObjectAddressUnfit."""
        return value if isinstance(value, Path | ObjectFolder) else papers_folder(str(value))


PAPERS = PapersParameter()
