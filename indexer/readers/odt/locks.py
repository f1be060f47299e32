"""Open the parts of an ODT that is locked with a password.

The parts are encrypted one by one (OpenDocument 1.2 part 3, 3.4), or the whole package is one encrypted part
(OpenDocument 1.5, as LibreOffice writes it since 24.2). The manifest says how.
"""

from __future__ import annotations

import zlib
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.errors import SourceUnreadable
from indexer.readers.shared.locks import NO_PASSWORD, UNKNOWN_LOCK, WRONG_PASSWORD

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import CipherAlgorithm
    from cryptography.hazmat.primitives.ciphers.modes import CBC, CFB

WHOLE_PACKAGE = "encrypted-package"
_MAX_ITERATIONS = 10_000_000  # LibreOffice takes 100,000; more would stop the reading
_MAX_MEMORY = 1024 * 1024  # KiB for Argon2; LibreOffice takes 65,536
_CHECKED_BYTES = 1024  # that the check sum of a part is made of


@dataclass(frozen=True)
class OdtLock:
    """How one part is encrypted, as the manifest states it."""

    algorithm: str
    vector: bytes
    derivation: str
    salt: bytes
    iterations: int
    memory: int
    lanes: int
    key_size: int
    start_key: str
    checksum: bytes
    size: int


def read_locks(manifest: Element | None) -> dict[str, OdtLock]:
    """Return the encrypted parts of a package by name. Raise SourceUnreadable when the manifest is damaged."""
    locks: dict[str, OdtLock] = {}
    for entry in manifest.iter("manifest:file-entry") if manifest is not None else ():
        data = entry.find("manifest:encryption-data")
        if data is not None:
            try:
                locks[entry.get("manifest:full-path", "")] = _lock(entry, data)
            except (ValueError, Base64Error) as error:
                raise SourceUnreadable(UNKNOWN_LOCK) from error
    return locks


def _lock(entry: Element, data: Element) -> OdtLock:
    parts: dict[str, Mapping[str, str]] = {child.tag: child.attrib for child in data}
    algorithm = parts.get("manifest:algorithm", {})
    derivation = parts.get("manifest:key-derivation", {})
    start = parts.get("manifest:start-key-generation", {})

    def number(name: str, default: int) -> int:
        value = next((derivation[key] for key in derivation if key.partition(":")[2] == name), "")
        return int(value) if value.isdecimal() and len(value) < 10 else default  # digits

    return OdtLock(
        algorithm.get("manifest:algorithm-name", "").rpartition("#")[2].casefold(),
        b64decode(algorithm.get("manifest:initialisation-vector", "")),
        derivation.get("manifest:key-derivation-name", "").replace("#", ":").rpartition(":")[2].casefold(),
        b64decode(derivation.get("manifest:salt", "")),
        number("iteration-count", number("argon2-iterations", 1024)),
        number("argon2-memory", 0),
        number("argon2-lanes", 1),
        number("key-size", 16),
        start.get("manifest:start-key-generation-name", "SHA1").rpartition("#")[2].casefold(),
        b64decode(data.get("manifest:checksum", "")),
        int(entry.get("manifest:size") or 0),
    )


def unlock_part(data: bytes, lock: OdtLock, password: str | None, max_bytes: int) -> bytes:
    """Return the bytes of an encrypted part.

    Raise SourceUnreadable when there is no password, when it does not open the part, or the lock is not known.
    """
    if password is None:
        raise SourceUnreadable(NO_PASSWORD)
    try:
        packed = _decrypt(data, lock, _key(lock, password))
        if lock.checksum and lock.checksum not in _checksums(packed):
            raise SourceUnreadable(WRONG_PASSWORD)
        part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, max_bytes + 1)
    except (ValueError, zlib.error) as error:
        raise SourceUnreadable(WRONG_PASSWORD) from error
    except ImportError as error:  # a cipher that the library has given up
        raise SourceUnreadable(UNKNOWN_LOCK) from error
    if len(part) > max_bytes:
        reason = f"unpacks to more than {max_bytes / 1e6:.0f} MB, as no paper does: split it"
        raise SourceUnreadable(reason, cause="limit")
    return part


def _digest(name: str, data: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 # needed for locked files only

    # SHA-1 is the format's own.
    digest = hashes.Hash(hashes.SHA256() if name == "sha256" else hashes.SHA1())  # noqa: S303  # nosec B303
    digest.update(data)
    return digest.finalize()


def _checksums(packed: bytes) -> set[bytes]:
    """Return the check sums that the manifest may have of a part: all kinds there are."""
    head = packed[:_CHECKED_BYTES]
    return {_digest("sha256", head), _digest("sha1", head), _digest("sha1", packed)}


def _key(lock: OdtLock, password: str) -> bytes:
    """Return the key that a password gives."""
    start = _digest(lock.start_key, password.encode())
    if lock.iterations > _MAX_ITERATIONS or lock.memory > _MAX_MEMORY:
        raise SourceUnreadable(UNKNOWN_LOCK)
    if lock.derivation == "pbkdf2":
        from cryptography.hazmat.primitives.hashes import SHA1  # noqa: PLC0415 # needed for locked files only
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC  # noqa: PLC0415

        return PBKDF2HMAC(SHA1(), lock.key_size, lock.salt, lock.iterations).derive(start)  # noqa: S303  # nosec B303
    if lock.derivation != "argon2id":
        raise SourceUnreadable(UNKNOWN_LOCK)
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 # needed for locked files only

    kdf = Argon2id(
        salt=lock.salt,
        length=lock.key_size,
        iterations=lock.iterations,
        lanes=lock.lanes,
        memory_cost=lock.memory,
    )
    return kdf.derive(start)


def _decrypt(data: bytes, lock: OdtLock, key: bytes) -> bytes:
    """Return a part as it was before it was encrypted: packed."""
    from cryptography.hazmat.primitives.ciphers import algorithms, modes  # noqa: PLC0415 # needed for locked files only

    if lock.algorithm.endswith("-gcm"):
        return _decrypt_gcm(data, lock, key)
    if lock.algorithm.startswith("aes") and lock.algorithm.endswith("-cbc"):
        padded = _run(algorithms.AES(key), modes.CBC(lock.vector), data)
        return padded[: len(padded) - padded[-1]] if padded else b""
    if lock.algorithm == "blowfish cfb":
        from cryptography.hazmat.decrepit.ciphers import algorithms as old  # noqa: PLC0415
        from cryptography.hazmat.decrepit.ciphers import modes as old_modes  # noqa: PLC0415

        return _run(old.Blowfish(key), old_modes.CFB(lock.vector), data)
    raise SourceUnreadable(UNKNOWN_LOCK)


def _decrypt_gcm(data: bytes, lock: OdtLock, key: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 # needed for locked files only
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    try:  # XML Encryption puts the vector before the words
        return AESGCM(key).decrypt(lock.vector, data.removeprefix(lock.vector), None)
    except InvalidTag as error:
        raise SourceUnreadable(WRONG_PASSWORD) from error


def _run(algorithm: CipherAlgorithm, mode: CBC | CFB, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher  # noqa: PLC0415 # needed for locked files only

    decryptor = Cipher(algorithm, mode).decryptor()
    return decryptor.update(data) + decryptor.finalize()
