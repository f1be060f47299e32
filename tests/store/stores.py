"""The stores of catalogues, for tests that are to hold for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from indexer.store.postgresql.address import CATALOGUE_URL_VARIABLE
from tests.postgresql_server import TestServer

STORES = ("sqlite", "postgresql")


@contextmanager
def catalogue_store(store: str, request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the environment name an empty database where the store is a server."""
    if store == "sqlite":
        yield
        return
    server: TestServer = request.getfixturevalue("postgresql")
    with server.database() as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv(CATALOGUE_URL_VARIABLE, url)
        yield
