"""The site as an edition is written from it: over one build, at the time of that build, without what needs a server."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from webapp.app import make_site
from webapp.settings.kinds import OFF
from webapp.settings.table import Settings
from webapp.shared.appearance import appearance_of
from webapp.site import EXTENSION_KEY, Site

from .layout import Layout, RouteForm
from .pages import EXPORTED
from .pinned import PinnedBuild
from .routes import edition_pages, logo_path


def edition_site(settings: Settings, build: Path, *, searchable: bool = True) -> Flask:
    """Return the site of which an edition of a build is written. Raise ValueError when the public URL is unfit.

    `searchable` says whether the edition gets the files with which browsers search.

    Raise IndexDamaged or IndexOutdated where the build cannot be read.
    """
    own = replace(settings, rate_limit=OFF, draft_rate_limit=OFF, log_requests=False, keep_unanswered=False)
    pinned = PinnedBuild(settings.index_dir, build)
    with pinned.acquire() as library:
        built = datetime.fromisoformat(library.stats.built)
    app = make_site(own, clock=lambda: built)
    state: Site = app.extensions[EXTENSION_KEY]
    state.builds = pinned
    state.is_edition = True
    app.register_blueprint(edition_pages)
    for functions in (app.before_request_funcs, app.after_request_funcs):
        functions.clear()  # they guard, count and compress what readers are sent
    owner = appearance_of(own)
    app.jinja_env.globals.update(
        edition=True,
        searchable=searchable,
        appearance=replace(owner, logo_url=logo_path(own.logo)) if own.logo else owner,
    )
    return app


def edition_layout(app: Flask) -> Layout:
    """Return where the addresses of a site stand in an edition."""
    state: Site = app.extensions[EXTENSION_KEY]
    adapter = app.url_map.bind("localhost")
    return Layout(state.base, lambda path: _route_of(adapter, path))


def _route_of(adapter: MapAdapter, path: str) -> RouteForm | None:
    """Return what a path becomes, or None where an edition has nothing for it."""
    try:
        endpoint, _ = adapter.match(path, "GET")
    except HTTPException:  # no page, or one that is sent for only
        return None
    exported = EXPORTED.get(endpoint)
    return exported.form if exported else None
