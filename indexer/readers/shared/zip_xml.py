"""Open documents that are ZIP files of XML parts (DOCX, ODT) within limits, and parse the parts without trusting them.

Names in the trees are `prefix:name`, which ElementTree's `find` takes as they are as long as no path is asked for. A
document type definition is refused, so that no entity is ever expanded or fetched. What the parts mean is for the
readers of the two formats.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError  # nosec B405  # types and writing; defusedxml parses
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # it ships no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # it ships no types

from indexer.errors import SourceUnreadable
from indexer.readers.limits import Limits, refuse_more

from .sniffing import refuse_other_types

_MAX_DEPTH = 250  # nested elements; a Word document has about thirty
_DAMAGED = "is damaged or cut off: get the whole file again, or open it and save it anew"


class ZipPackage:
    """The parts of a packed document by name."""

    def __init__(self, data: bytes, limits: Limits, kind: str) -> None:
        """Open the package; `kind` is the expected type of file.

        Raise SourceUnreadable when it is another type, damaged or over the limits.
        """
        self._limits = limits
        refuse_other_types(data, kind, b"PK")
        if not data.startswith(b"PK"):
            raise SourceUnreadable(f"is not the {kind} that its name says: open it and save it as {kind}")
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, OSError, ValueError) as error:
            raise SourceUnreadable(_DAMAGED) from error
        infos = self._zip.infolist()
        self.names = frozenset(info.filename for info in infos)
        if len(infos) > limits.members:
            raise SourceUnreadable(
                f"has more than {limits.members} parts inside: open it and save it anew", cause="limit"
            )
        if sum(info.file_size for info in infos) > limits.unpacked_bytes:
            raise SourceUnreadable(
                f"unpacks to more than {limits.unpacked_bytes / 1e6:.0f} MB, as no paper does: split it", cause="limit"
            )

    def xml_part(self, name: str, prefixes: Mapping[str, str]) -> Element | None:
        """Return a part as a tree of `prefix:name` names, or None when there is no such part.

        Raise SourceUnreadable when the part is encrypted, damaged or over the limits.
        """
        return parse_xml(self.bytes_of(name), prefixes, self._limits) if name in self.names else None

    def bytes_of(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raise SourceUnreadable when the part is encrypted or damaged.
        """
        try:
            return self._zip.read(name)
        except RuntimeError as error:  # zipfile raises it when a password is needed
            raise SourceUnreadable("is encrypted: save it without a password") from error
        except (BadZipFile, KeyError, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise SourceUnreadable(_DAMAGED) from error


def parse_xml(data: bytes, prefixes: Mapping[str, str], limits: Limits) -> Element:
    """Parse untrusted XML and shorten namespaces by `prefixes`.

    Raise SourceUnreadable when it is damaged, holds entities, nests too deep or is over the limits.
    """
    if limits.elements is not None:
        refuse_more(
            data.count(b"<") - data.count(b"</"),
            limits.elements,
            "elements (paragraphs, table cells, words in bold and the like)",
        )
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise SourceUnreadable(
            "holds XML entities, which no word processor writes: open it and save it anew"
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise SourceUnreadable(_DAMAGED) from error
    _shorten(root, prefixes)
    if limits.characters is not None:
        refuse_more(sum(map(len, root.itertext())), limits.characters, "characters")
    return root


def _shorten(root: Element, prefixes: Mapping[str, str]) -> None:
    short: dict[str, str] = {}
    level = [root]
    for _ in range(_MAX_DEPTH):
        for element in level:
            for name in (element.tag, *element.attrib):
                if name not in short:
                    short[name] = _short(name, prefixes)
            element.tag = short[element.tag]
            for name in [name for name in element.attrib if name.startswith("{")]:
                element.attrib[short[name]] = element.attrib.pop(name)
        level = [child for element in level for child in element]
        if not level:
            return
    raise SourceUnreadable(f"nests its parts more than {_MAX_DEPTH} deep: open it and save it anew")


def _short(name: str, prefixes: Mapping[str, str]) -> str:
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    return f"{prefixes.get(space, '?')}:{local}"
