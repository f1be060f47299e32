"""Open documents that are locked with a password, where `corpus.toml` states it.

The libraries that decrypt are imported only when a locked file is met.
"""

from __future__ import annotations

from io import BytesIO

from indexer.errors import SourceUnreadable

from .sniffing import OLE_MAGIC

# Messages, no passwords.
NO_PASSWORD = 'is encrypted: set its password in corpus.toml: `password = "..."`'  # noqa: S105  # nosec B105
WRONG_PASSWORD = "is encrypted, and its password in corpus.toml does not open it: correct `password`"  # noqa: S105  # nosec B105
UNKNOWN_LOCK = "is encrypted in a way that cannot be opened here: open it with its password and save it without one"
_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def is_locked_office_file(data: bytes) -> bool:
    """Return whether a file is an encrypted Office document: an OLE container with the package inside."""
    return data.startswith(OLE_MAGIC) and _PACKAGE in data


def unlock_office_file(data: bytes, password: str | None) -> bytes:
    """Return the package inside an encrypted Office document (MS-OFFCRYPTO).

    Raise SourceUnreadable when there is no password, or it does not open the file.
    """
    if password is None:
        raise SourceUnreadable(NO_PASSWORD)
    from msoffcrypto import OfficeFile, exceptions  # noqa: PLC0415 # needed for locked files only

    package = BytesIO()
    try:
        office_file = OfficeFile(BytesIO(data))
        office_file.load_key(password=password, verify_password=True)
        office_file.decrypt(package)
    except (exceptions.InvalidKeyError, exceptions.DecryptionError) as error:
        raise SourceUnreadable(WRONG_PASSWORD) from error
    except Exception as error:  # the library raises what its parsers of damaged containers raise
        raise SourceUnreadable(UNKNOWN_LOCK) from error
    return package.getvalue()
