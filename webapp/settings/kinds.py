"""The kinds of values that settings have: each reads a value as it was written, or says what it should be.

A value comes as text from an option or a variable, and as text, number, switch or list from a TOML file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from limits import parse_many

from webapp.access.hosts import ANY_HOST
from webapp.access.public_address import ascii_host, parse_public_url

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SWITCHES = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
_PICTURES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
_MOST_FILE_BYTES = 1_000_000
"""Most bytes of a logo or a text, which the server keeps in memory: a page should not weigh more."""

OFF = "off"
"""What stands for no rate."""

IPNetwork = IPv4Network | IPv6Network


def _text_of(value: object) -> str:
    """Return a text without the white space around it. Raise ValueError for a number, a switch or a list of a file."""
    if not isinstance(value, str):
        raise ValueError("is not a text: write it in quotation marks")
    return value.strip()


class SettingKind(Protocol):
    """What the values of a setting are."""

    @property
    def metavar(self) -> str:
        """What stands for a value in the help of the command."""

    def read(self, value: object, folder: Path) -> object:
        """Return the value that was written; `folder` is where a relative path begins.

        Raise ValueError with the end of a sentence about the value: `is not a whole number`.
        """


@dataclass(frozen=True)
class Text:
    """One line of text."""

    most: int = 200
    metavar: str = "TEXT"

    def read(self, value: object, folder: Path) -> str:  # noqa: ARG002  # no path
        """Return a line of text without the white space around it. Raise ValueError for anything else."""
        if not isinstance(value, str) or _CONTROL.search(value.strip()):
            raise ValueError("is not one line of text")
        if len(value.strip()) > self.most:
            raise ValueError(f"is longer than {self.most} characters")
        return value.strip()


@dataclass(frozen=True)
class WholeNumber:
    """A whole number between two bounds, which are allowed."""

    least: int
    most: int
    metavar: str = "N"

    def read(self, value: object, folder: Path) -> int:  # noqa: ARG002  # no path
        """Return a whole number. Raise ValueError for anything else."""
        number = value
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,12}", value.strip()):
            number = int(value)
        if not isinstance(number, int) or isinstance(number, bool) or not self.least <= number <= self.most:
            raise ValueError(f"is not a whole number from {self.least} to {self.most}")
        return number


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def metavar(self) -> str:
        """The words."""
        return "|".join(self.words)

    def read(self, value: object, folder: Path) -> str:  # noqa: ARG002  # no path
        """Return one of the words. Raise ValueError for anything else."""
        if not isinstance(value, str) or value.strip().lower() not in self.words:
            raise ValueError(f"is not one of {', '.join(self.words)}")
        return value.strip().lower()


@dataclass(frozen=True)
class Rates:
    """How often something may be done: `600/minute`, several with semicolons between them, or `off`."""

    metavar: str = "RATE"

    def read(self, value: object, folder: Path) -> str:  # noqa: ARG002  # no path
        """Return rates as `limits` reads them, or `off`. Raise ValueError for anything else."""
        rates = _text_of(value).lower()
        try:
            if rates != OFF and not all(rate.amount for rate in parse_many(rates)):
                raise ValueError
        except ValueError:
            raise ValueError("is not a rate such as 600/minute or 60/hour, nor off") from None
        return rates


@dataclass(frozen=True)
class Switch:
    """On or off."""

    metavar: str = ""

    def read(self, value: object, folder: Path) -> bool:  # noqa: ARG002  # no path
        """Return whether it is on. Raise ValueError for a value that is neither on nor off."""
        found = value if isinstance(value, bool) else _SWITCHES.get(str(value).strip().lower())
        if found is None:
            raise ValueError("is not true or false")
        return found


@dataclass(frozen=True)
class SiteAddress:
    """The address of a site; what a path in it means is decided by the site."""

    metavar: str = "URL"

    def read(self, value: object, folder: Path) -> str:  # noqa: ARG002  # no path
        """Return an address of http or https. Raise ValueError for anything else."""
        address = _text_of(value)
        try:
            parts = urlsplit(address)
            sound = parts.scheme in {"http", "https"} and parts.hostname and not parts.username and parts.port != 0
        except ValueError:  # a port that is no number, a bracket that is not closed
            sound = False
        if not sound or _CONTROL.search(address):
            raise ValueError("is not an address such as https://papers.example.org")
        return address


@dataclass(frozen=True)
class HostName:
    """The name of a host as a Host header has it, without a port, or `*`."""

    metavar: str = "NAME"

    def read(self, value: object, folder: Path) -> str:  # noqa: ARG002  # no path
        """Return a name in lower case and ASCII. Raise ValueError for anything else."""
        text = _text_of(value)
        name = text if text == ANY_HOST else ascii_host(text)
        if not name:
            raise ValueError("is not the name of a host such as papers.example.org, without a port")
        return name


@dataclass(frozen=True)
class WebOrigin:
    """The origin of a web page, its scheme and host without a path, or `*` for any."""

    metavar: str = "ORIGIN"

    def read(self, value: object, folder: Path) -> str:  # noqa: ARG002  # no path
        """Return an origin as browsers send it. Raise ValueError for anything else."""
        text = _text_of(value)
        try:
            address = None if text == ANY_HOST else parse_public_url(text)
        except ValueError:
            raise ValueError("is not an origin such as https://example.org") from None
        if address and address.base:
            raise ValueError("is not an origin such as https://example.org: it has a path")
        return address.origin if address else ANY_HOST


SYMBOL = "{symbol}"
"""What stands for the symbol of a document in an address."""


@dataclass(frozen=True)
class SymbolAddress:
    """A web address with `{symbol}` in it, where the symbol of a document goes."""

    metavar: str = "URL"

    def read(self, value: object, folder: Path) -> str:  # noqa: ARG002  # no path
        """Return the address. Raise ValueError for anything else."""
        text = _text_of(value)
        parts = urlsplit(text.replace(SYMBOL, "S"))
        if text.count(SYMBOL) != 1 or not parts.hostname or parts.scheme not in {"http", "https"} or " " in text:
            raise ValueError("is not a web address with {symbol} in it, such as https://example.org/documents/{symbol}")
        if SYMBOL in text.partition("://")[2].partition("/")[0]:
            raise ValueError("has {symbol} in the name of the host: it must stand behind that")
        return text


@dataclass(frozen=True)
class Network:
    """A network of addresses, or one address: 10.0.0.0/8, ::1."""

    metavar: str = "NETWORK"

    def read(self, value: object, folder: Path) -> IPNetwork:  # noqa: ARG002  # no path
        """Return a network. Raise ValueError for anything else."""
        address = _text_of(value)
        try:
            return ip_network(address)
        except ValueError:
            raise ValueError("is not a network such as 10.0.0.0/8 or an address such as ::1") from None


@dataclass(frozen=True)
class Several:
    """Values of one kind: an option given several times, a list in a file, commas or spaces in a variable."""

    each: SettingKind

    @property
    def metavar(self) -> str:
        """What stands for one of the values."""
        return self.each.metavar

    def read(self, value: object, folder: Path) -> tuple[object, ...]:
        """Return the values. Raise ValueError when one is not what it should be."""
        parts = re.split(r"[\s,]+", value.strip()) if isinstance(value, str) else value
        if not isinstance(parts, (list, tuple)):
            raise ValueError("is not a list: write it in brackets, with each value in quotation marks")
        read = []
        for part in parts:
            if part == "":
                continue
            try:
                read.append(self.each.read(part, folder))
            except ValueError as error:
                raise ValueError(f"has “{part}” in it, which {error}") from None
        return tuple(read)


@dataclass(frozen=True)
class TimeZone:
    """A time zone by its name in the database of time zones; nothing for that of the server."""

    metavar: str = "ZONE"

    def read(self, value: object, folder: Path) -> ZoneInfo | None:  # noqa: ARG002  # no path
        """Return a time zone. Raise ValueError for anything else."""
        name = value.strip() if isinstance(value, str) else ""
        if value == "":
            return None
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, LookupError):  # a name that is none, a folder, one that this machine lacks
            raise ValueError("is not a time zone such as Europe/Paris") from None


@dataclass(frozen=True)
class Folder:
    """The path of a folder, which need not be there yet."""

    metavar: str = "FOLDER"

    def read(self, value: object, folder: Path) -> Path:
        """Return a path. Raise ValueError for anything else."""
        if not isinstance(value, (str, Path)) or not str(value).strip() or "\0" in str(value):
            raise ValueError("is not the path of a folder")
        return folder / value


@dataclass(frozen=True)
class TextFile:
    """A file of text, which is read at the start."""

    metavar: str = "FILE"

    def read(self, value: object, folder: Path) -> str:
        """Return the text of a file. Raise ValueError when it cannot be read."""
        try:
            return _contents(value, folder).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValueError("is not a text in UTF-8") from None


@dataclass(frozen=True)
class Picture:
    """A picture that the site shows."""

    content: bytes
    mimetype: str


@dataclass(frozen=True)
class PictureFile:
    """A file with a picture, which is read at the start."""

    metavar: str = "FILE"

    def read(self, value: object, folder: Path) -> Picture:
        """Return the picture in a file. Raise ValueError when it cannot be read, or is no picture by its name."""
        mimetype = _PICTURES.get(Path(str(value)).suffix.lower())
        if not mimetype:
            raise ValueError(f"is not the name of a picture: {', '.join(_PICTURES)}")
        return Picture(_contents(value, folder), mimetype)


def _contents(value: object, folder: Path) -> bytes:
    """Return the bytes of a file that is not too large to be kept in memory."""
    if not isinstance(value, (str, Path)) or not str(value).strip() or "\0" in str(value):
        raise ValueError("is not the path of a file")
    path = folder / value
    try:
        if not path.is_file():
            raise ValueError("is not there" if not path.exists() else "is not a file")
        if path.stat().st_size > _MOST_FILE_BYTES:
            raise ValueError(f"is larger than {_MOST_FILE_BYTES // 10**6} MB")
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from None
