"""DOCX and ODT that are locked with a password."""

from __future__ import annotations

import hashlib
import zlib
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from indexer.errors import SourceUnreadable
from indexer.model import Source
from indexer.readers import read_source

from .make import bare_odt, make_docx, shown_texts, survives, zip_of

WORD = "open sesame"
_SALT, _VECTOR = bytes(range(16)), bytes(range(16, 32))
_XML_ENCRYPTION = "http://www.w3.org/2001/04/xmlenc#"
_MANIFEST = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" xmlns:loext="urn:loext"'


def texts(name: str, data: bytes, password: str | None) -> list[str]:
    """Read a locked file and return its words."""
    return shown_texts(read_source(Source(Path(name), name, "", password=password), data))


def locked_docx(words: str) -> bytes:
    """Make a DOCX that is locked with the password."""
    stream = BytesIO()
    OOXMLFile(BytesIO(make_docx([("Normal", words)]))).encrypt(WORD, stream)
    return stream.getvalue()


def entry(name: str, size: int, algorithm: str, derivation: str, checksum: str = "", vector: bytes = _VECTOR) -> str:
    """Write the entry of the manifest for an encrypted part."""
    return (
        f'<manifest:file-entry manifest:full-path="{name}" manifest:size="{size}">'
        f'<manifest:encryption-data {checksum}><manifest:algorithm manifest:algorithm-name="{algorithm}"'
        f' manifest:initialisation-vector="{b64encode(vector).decode()}"/>'
        f'<manifest:start-key-generation manifest:start-key-generation-name="{_XML_ENCRYPTION}sha256"/>'
        f'<manifest:key-derivation {derivation} manifest:salt="{b64encode(_SALT).decode()}"/>'
        "</manifest:encryption-data></manifest:file-entry>"
    )


def deflated(data: bytes) -> bytes:
    """Pack bytes as a ZIP does."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def odt_by_parts(cipher: str) -> bytes:
    """Make an ODT whose content is encrypted as OpenDocument 1.2 part 3, 3.4 says."""
    plain = ZipFile(BytesIO(bare_odt("<text:p>Words behind a lock.</text:p>"))).read("content.xml")
    packed = deflated(plain)
    start = hashlib.sha256(WORD.encode()).digest()
    if cipher == "aes":
        key = hashlib.pbkdf2_hmac("sha1", start, _SALT, 1000, 32)
        pad = 16 - len(packed) % 16
        encryptor = Cipher(algorithms.AES(key), modes.CBC(_VECTOR)).encryptor()
        data = encryptor.update(packed + bytes(pad - 1) + bytes([pad])) + encryptor.finalize()
        algorithm, size, vector = f"{_XML_ENCRYPTION}aes256-cbc", 32, _VECTOR
    else:
        key = hashlib.pbkdf2_hmac("sha1", start, _SALT, 1000, 16)
        encryptor = Cipher(Blowfish(key), CFB(_VECTOR[:8])).encryptor()
        data = encryptor.update(packed) + encryptor.finalize()
        algorithm, size, vector = "Blowfish CFB", 16, _VECTOR[:8]
    digest = b64encode(hashlib.sha256(packed[:1024]).digest()).decode()
    derivation = 'manifest:key-derivation-name="PBKDF2" manifest:iteration-count="1000" '
    part = entry(
        "content.xml",
        len(plain),
        algorithm,
        f'{derivation}manifest:key-size="{size}"',
        f'manifest:checksum="{digest}"',
        vector,
    )
    manifest = f"<manifest:manifest {_MANIFEST}>{part}</manifest:manifest>"
    return zip_of({"content.xml": data, "META-INF/manifest.xml": manifest, "mimetype": "opendocument.text"})


def odt_as_a_whole() -> bytes:
    """Make an ODT that is one encrypted part, as LibreOffice has written it since 24.2."""
    plain = bare_odt("<text:p>Words behind a lock.</text:p>")
    start = hashlib.sha256(WORD.encode()).digest()
    key = Argon2id(salt=_SALT, length=32, iterations=1, lanes=1, memory_cost=64).derive(start)
    data = _VECTOR[:12] + AESGCM(key).encrypt(_VECTOR[:12], deflated(plain), None)
    derivation = (
        'manifest:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id"'
        ' manifest:key-size="32" loext:argon2-iterations="1" loext:argon2-memory="64" loext:argon2-lanes="1"'
    )
    algorithm = "http://www.w3.org/2009/xmlenc11#aes256-gcm"
    part = entry("encrypted-package", len(plain), algorithm, derivation, vector=_VECTOR[:12])
    manifest = f"<manifest:manifest {_MANIFEST}>{part}</manifest:manifest>"
    return zip_of({"encrypted-package": data, "META-INF/manifest.xml": manifest, "mimetype": "opendocument.text"})


LOCKED = {
    "word.docx": locked_docx("Words behind a lock."),
    "aes.odt": odt_by_parts("aes"),
    "blowfish.odt": odt_by_parts("blowfish"),
    "whole.odt": odt_as_a_whole(),
}


@pytest.mark.parametrize("name", LOCKED)
def test_a_password_opens_the_file(name: str) -> None:
    """The password that corpus.toml states opens a locked DOCX or ODT; a wrong one or none is told with the remedy."""
    assert texts(name, LOCKED[name], WORD) == ["Words behind a lock."]
    with pytest.raises(SourceUnreadable, match=r"does not open it: correct `password`"):
        texts(name, LOCKED[name], "wrong")
    with pytest.raises(SourceUnreadable, match=r"set its password in corpus\.toml"):
        texts(name, LOCKED[name], None)


def test_an_unknown_lock_is_told() -> None:
    """A file that is encrypted in a way of its own is refused with what to do about it."""
    part = entry("content.xml", 9, "rot13", 'manifest:key-derivation-name="PBKDF2"')
    manifest = f"<manifest:manifest {_MANIFEST}>{part}</manifest:manifest>"
    data = zip_of({"content.xml": b"x", "META-INF/manifest.xml": manifest, "mimetype": "opendocument.text"})
    with pytest.raises(SourceUnreadable, match="save it without one"):
        texts("a.odt", data, WORD)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(LOCKED)), st.data())
def test_damaged_locks_are_reported(name: str, data: st.DataObject) -> None:
    """However a locked file is cut off or damaged, it is read or reported."""
    whole = LOCKED[name]
    cut = data.draw(st.integers(8, len(whole)))
    bad = whole[:cut] + data.draw(st.binary(max_size=3)) + data.draw(st.sampled_from([b"", whole[cut:]]))
    assert survives(lambda: texts(name, bad, WORD))
