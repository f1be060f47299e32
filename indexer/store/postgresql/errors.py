"""What can be wrong with a server of catalogues, each with what to do. No message holds a password."""

from __future__ import annotations

from indexer.errors import CatalogueUnavailable

from .address import CATALOGUE_URL_VARIABLE

_BUILD_STANDS = "The earlier index, if any, still works."


class CatalogueUrlMissing(CatalogueUnavailable):
    """A build has its catalogue on a server, and nothing says on which."""

    def __init__(self) -> None:
        super().__init__(
            "The catalogue of this index is in PostgreSQL, and nothing says where. Set "
            f"{CATALOGUE_URL_VARIABLE}=postgresql://USER@HOST/DATABASE, with the password in PGPASSFILE, and try again."
        )


class CatalogueUrlInvalid(CatalogueUnavailable):
    """The stated address is none of a PostgreSQL server."""

    def __init__(self) -> None:
        super().__init__(
            f"{CATALOGUE_URL_VARIABLE} is no address of a PostgreSQL server. Write it as "
            "postgresql://USER@HOST:5432/DATABASE, and try again."
        )


class CatalogueDriverMissing(CatalogueUnavailable):
    """The extra that speaks to PostgreSQL is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "PostgreSQL cannot be spoken to: the package psycopg is missing. Install it "
            "(pip install 'rapporteur[postgresql]'), and try again."
        )


class CatalogueServerUnreachable(CatalogueUnavailable):
    """No server answers at the address."""

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(
            f"No PostgreSQL server answers at {address} ({problem}). Start it or correct {CATALOGUE_URL_VARIABLE}, and "
            f"try again. {_BUILD_STANDS}"
        )


class CatalogueLoginRefused(CatalogueUnavailable):
    """The server does not let the user in."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The PostgreSQL server at {address} refuses the user or the password. Correct the user in "
            f"{CATALOGUE_URL_VARIABLE} and the password in PGPASSFILE or PGPASSWORD, and try again."
        )


class CatalogueDatabaseMissing(CatalogueUnavailable):
    """The server has no such database."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The PostgreSQL server has no database at {address}. Create it (createdb), or correct the name in "
            f"{CATALOGUE_URL_VARIABLE}, and try again."
        )


class CatalogueRightsMissing(CatalogueUnavailable):
    """The user may not do what has to be done."""

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(
            f"The user of {address} lacks rights ({problem}). Who builds needs CREATE on the database; who only reads "
            "needs USAGE and SELECT, which every build grants to the role rapporteur_readers where there is one. "
            f"Grant them and try again. {_BUILD_STANDS}"
        )


class CatalogueVersionDiffers(CatalogueUnavailable):
    """The tables were written by a program with other ones."""

    def __init__(self, address: str, found: str, expected: int) -> None:
        super().__init__(
            f"The tables of the catalogue at {address} have version {found}; this program reads version {expected}."
            " Run the same version on all machines, or rebuild: rapporteur index FOLDER --force"
        )


class CatalogueGone(CatalogueUnavailable):
    """The server lacks what a build names."""

    def __init__(self, address: str, schema: str) -> None:
        super().__init__(
            f"The database at {address} has no catalogue “{schema}”, which the index names. Correct "
            f"{CATALOGUE_URL_VARIABLE}, restore the database, or rebuild: rapporteur index FOLDER --force"
        )


class CatalogueLost(CatalogueUnavailable):
    """The server went away while it was asked or written to."""

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(
            f"The PostgreSQL server at {address} went away ({problem}), and did not come back. Look at its log, and "
            f"try again. {_BUILD_STANDS}"
        )
