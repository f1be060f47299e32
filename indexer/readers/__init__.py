"""Bytes to blocks, one module per format; what the blocks mean is for `structure` to say."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import SourceUnreadable
from ..model import Block, Source
from .decode import decode
from .text import read_text

_READERS: dict[str, Callable[[str], list[Block]]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
}
FORMATS: tuple[str, ...] = tuple(_READERS)
MAX_BYTES = 64 * 1024 * 1024


def read(source: Source) -> list[Block]:
    """The blocks of a source in reading order.

    Raises SourceUnreadable, whose message says what is wrong with the file and what to do about it.
    """
    reader = _READERS.get(source.path.suffix.lower())
    if reader is None:
        raise SourceUnreadable(
            f"files of the type {source.path.suffix or '(none)'} cannot be read yet: "
            f"save it as {' or '.join(FORMATS[:1])}"
        )
    try:
        size = source.path.stat().st_size
        if size > MAX_BYTES:
            raise SourceUnreadable(f"is {size >> 20} MB, over the limit of {MAX_BYTES >> 20} MB: split it")
        data = source.path.read_bytes()
    except OSError as error:
        raise SourceUnreadable(f"cannot be opened ({error.strerror}): check its permissions") from error
    blocks = reader(decode(data))
    if not blocks:
        raise SourceUnreadable("has no text in it: remove it, or replace it with the paper it should hold")
    return blocks
