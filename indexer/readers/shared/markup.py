"""Strip inline markup: `**bold**`, `<u>underlined</u>` and `[a link](address)` become their words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from indexer.model import TextLink
from indexer.text.urls import is_page_link

_TAG = re.compile(r"</?(?:u|b|i|em|strong|sup|sub|span|small|br|mark|s|p|font|center)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]\n]*)\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+\"[^\"]*\")?\)")
_TARGET = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]\n]+)\](?:\((?P<url>(?:[^()\s]|\([^()\s]*\))+)(?:\s+\"[^\"]*\")?\)|\[(?P<name>[^\[\]\n]*)\])?"
)
_DOUBLE = re.compile(r"\*\*+|(?<!\w)__+(?=\S)|(?<=\S)__+(?!\w)")
_STAR = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]*?[^\s_])_(?![\w_])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACE = re.compile(r"\s+")


def markup_links(raw: str, text: str, names: Mapping[str, str]) -> tuple[TextLink, ...]:
    """Return the links that the markup in `raw` hides, by the position of their words in the stripped `text`.

    `names` maps folded names to the URLs that are given elsewhere.
    """
    links: list[TextLink] = []
    position = 0
    for match in _TARGET.finditer(raw):
        url = match["url"].strip("<>") if match["url"] else names.get((match["name"] or match["words"]).casefold(), "")
        if not is_page_link(url):
            continue
        words = strip_markup(match["words"])
        start = text.find(words, position)
        position = max(position, start)
        links.append(TextLink(url) if start < 0 else TextLink(url, start, start + len(words)))
    return tuple(links)


def strip_markup(text: str) -> str:
    """Return the words of one block on one line, without markup, soft hyphens and double spaces."""
    text = _TAG.sub(lambda tag: " " if tag.group().lower().startswith("<br") else "", text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _DOUBLE.sub("", text)
    text = _UNDERSCORE.sub(r"\1", _STAR.sub(r"\1", text))
    text = _ESCAPED.sub(r"\1", text)
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()
