"""Connections to the server of catalogues: opened when needed, kept for the next question, made anew when lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from indexer.errors import CatalogueUnavailable

from .address import is_postgresql, shown_address, stated_url
from .errors import (
    CatalogueDatabaseMissing,
    CatalogueDriverMissing,
    CatalogueGone,
    CatalogueLoginRefused,
    CatalogueLost,
    CatalogueRightsMissing,
    CatalogueServerUnreachable,
    CatalogueUrlInvalid,
    CatalogueUrlMissing,
)

if TYPE_CHECKING:
    import psycopg

MOST_CONNECTIONS = 8
"""Connections of one process: as many questions at once; more wait."""
_CONNECT_SECONDS = 5
_PAUSES = (0.0, 0.2, 1.0, 3.0)
"""Seconds before each time that a question is asked again of a server that was lost: it may be starting anew."""
_LOGIN_PROBLEMS = ("password authentication failed", "no password supplied", "no pg_hba.conf entry")
_LOGIN_STATES = ("28000", "28P01")
_NO_DATABASE = "3D000"


class Server:
    """The server that the environment names; safe to use from many threads."""

    def __init__(self) -> None:
        """Take the address; raise CatalogueUrlMissing, CatalogueUrlInvalid or CatalogueDriverMissing."""
        self._url = stated_url()
        if not self._url:
            raise CatalogueUrlMissing
        if not is_postgresql(self._url):
            raise CatalogueUrlInvalid
        try:
            import psycopg  # noqa: F401, PLC0415  # an extra
        except ImportError:
            raise CatalogueDriverMissing from None
        self.address = shown_address(self._url)
        """The address as it may be shown."""

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        """Open a connection in which each statement stands by itself.

        Raise CatalogueUrlInvalid, or another CatalogueUnavailable where the server does not let us in.
        """
        import psycopg  # noqa: PLC0415  # an extra

        try:
            return psycopg.connect(
                self._url, autocommit=True, connect_timeout=_CONNECT_SECONDS, application_name="rapporteur"
            )
        except psycopg.ProgrammingError:
            raise CatalogueUrlInvalid from None
        except psycopg.Error as error:
            raise self._refusal(error) from None  # the error may show the address

    def _refusal(self, error: psycopg.Error) -> CatalogueUnavailable:
        """Return what a failed connection means."""
        text = str(error)
        if error.sqlstate in _LOGIN_STATES or any(problem in text for problem in _LOGIN_PROBLEMS):
            return CatalogueLoginRefused(self.address)
        if error.sqlstate == _NO_DATABASE or ("database" in text and "does not exist" in text):
            return CatalogueDatabaseMissing(self.address)
        if "role" in text and "does not exist" in text:
            return CatalogueLoginRefused(self.address)
        return CatalogueServerUnreachable(self.address, last_line(text))

    @contextmanager
    def telling(self, schema: str) -> Iterator[None]:
        """Run statements in a block; raise CatalogueLost where the connection is.

        Raise CatalogueRightsMissing and CatalogueGone for what the user may not do, and what is not there.
        """
        import psycopg  # noqa: PLC0415  # an extra

        try:
            yield
        except psycopg.errors.InsufficientPrivilege as error:
            raise CatalogueRightsMissing(self.address, last_line(str(error))) from error
        except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName) as error:
            raise CatalogueGone(self.address, schema) from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise CatalogueLost(self.address, last_line(str(error))) from error


def last_line(text: str) -> str:
    """Return the last line of a message, which says most, without a full stop."""
    return text.strip().rpartition("\n")[2].strip().rstrip(".") or "no reason given"


class Connections:
    """Some connections for reading, each used by one thread at a time."""

    def __init__(self, server: Server, schema: str) -> None:
        self._server = server
        self._schema = schema
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self._idle: list[psycopg.Connection[tuple[Any, ...]]] = []
        self._closed = False

    def rows(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Run a statement that only reads and return its rows; ask again where the server was lost meanwhile.

        Raise CatalogueUnavailable.
        """
        for pause in _PAUSES:
            time.sleep(pause)
            try:
                return self._ask(statement, values)
            except (CatalogueLost, CatalogueServerUnreachable) as error:
                lost = error
                self._drop_idle()
        raise lost

    def _ask(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._places:
            connection = self._take()
            try:
                with self._server.telling(self._schema):
                    found = connection.execute(statement.encode(), values or None).fetchall()
            except BaseException:
                connection.close()
                raise
            self._give_back(connection)
            return found

    def _take(self) -> psycopg.Connection[tuple[Any, ...]]:
        with suppress(IndexError):
            return self._idle.pop()
        return self._server.connect()

    def _give_back(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        if self._closed:
            connection.close()
        else:
            self._idle.append(connection)

    def _drop_idle(self) -> None:
        while self._idle:
            with suppress(IndexError):
                self._idle.pop().close()

    def close(self) -> None:
        """Close all connections; those in use are closed when they are given back."""
        self._closed = True
        self._drop_idle()
