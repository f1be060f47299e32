"""Give the characters of symbol fonts, which a file stores as codes of their own, as Unicode.

The tables are those of Adobe's Symbol encoding and of Wingdings, as the Unicode Consortium maps them. A character of
another symbol font has a meaning in that font only, and is left out.
"""

from __future__ import annotations

_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
    0xF1: "〉∫",
}
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_TABLES = {
    "symbol": {start + index: sign for start, signs in _SYMBOL.items() for index, sign in enumerate(signs)},
    "wingdings": _WINGDINGS,
}
_OTHER_FONTS = frozenset({"wingdings 2", "wingdings 3", "webdings", "zapfdingbats", "marlett", "mt extra"})
_SIGNS_OF_ANY_FONT = {0xB7: "•", 0xA7: "▪", 0xD8: "➢", 0xFC: "✓", 0xE0: "→"}
"""What Word's own lists use, where the font is not known."""
PRIVATE_USE = range(0xF000, 0xF100)
"""Where Word puts the codes of symbol fonts."""


def symbol(code: int, font: str | None) -> str:
    """Return the character that a code stands for in a symbol font; empty where nothing is known of it."""
    code = code - PRIVATE_USE.start if code in PRIVATE_USE else code
    name = (font or "").casefold()
    table = _TABLES.get(name, {} if name in _OTHER_FONTS else _SIGNS_OF_ANY_FONT)
    return table.get(code, "")


def is_symbol_font(font: str | None) -> bool:
    """Return whether a font holds signs in the place of letters."""
    name = (font or "").casefold()
    return name in _TABLES or name in _OTHER_FONTS


def without_private_use(text: str, font: str | None = None) -> str:
    """Return a text with the characters of symbol fonts in it as Unicode."""
    if text.isascii() or not any(ord(character) in PRIVATE_USE for character in text):
        return text
    return "".join(symbol(ord(sign), font) if ord(sign) in PRIVATE_USE else sign for sign in text)
