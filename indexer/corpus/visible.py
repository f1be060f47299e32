"""Control characters and other invisible signs of a name, written out, so that they do nothing where it is shown."""

from __future__ import annotations

import re

# Controls of terminals and lines, of the direction of text (a name could be shown in another order than it has), and
# halves of characters, which stand for bytes that are no UTF-8.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"  # to be found
)
_BYTE = range(0xDC80, 0xDD00)
"""How Python writes a byte of a file name that is no UTF-8."""


def visible(text: str, kept: str = "") -> str:
    r"""Return a text with its control characters but those `kept` written out, such as `\n`, `\x1b` or `\u202e`."""
    return _INVISIBLE.sub(lambda match: match[0] if match[0] in kept else _written_out(match[0]), text)


def _written_out(character: str) -> str:
    code = ord(character)
    return f"\\x{code - 0xDC00:02x}" if code in _BYTE else ascii(character)[1:-1]
