"""The web site: it turns a request into a page, a file or JSON.

Searching, reading papers and storing anything belong to `indexer`, which never imports this package.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def create_app(
    index_dir: str | Path | None = None, *, config: str | Path | None = None, **settings: object
) -> WSGIApplication:
    """Return the site as a WSGI application: `gunicorn 'webapp:create_app("index_data", site_name="Our papers")'`.

    Settings that are not given here come from the variables of the environment and from a file, as for `rapporteur
    serve`; those of the server itself (host, processes and so on) are your server's. Raise SettingInvalid for a setting
    that is unfit, and ValueError for a public URL that is unfit.
    """
    from .entry import site_application  # noqa: PLC0415  # the command, which is in this package, starts without Flask

    return site_application(index_dir, config, settings)
