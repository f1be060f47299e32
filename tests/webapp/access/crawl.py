"""Follows the links of a site, and collects those that lead out of the path below which it stands."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

ATTRIBUTES = ("href", "src", "action", "formaction", "data-address", "data-site", "content", "value")
"""The attributes that may hold addresses; the last two hold other values too."""
_WITH_ADDRESSES = ",".join(["form", *(f"[{name}]" for name in ATTRIBUTES)])
MOST_ALIKE = 3
"""Pages of one shape that are opened: the links of each page that is opened are all looked at."""

Fetch = Callable[[str], tuple[int, str, str, str]]
"""Returns status, media type, text and the header `Location` for a path."""


def crawl(
    fetch: Fetch, base: str, origin: str, starts: tuple[str, ...] = ("/",), most_alike: int = MOST_ALIKE
) -> tuple[set[str], list[str]]:
    """Return the shapes of the pages that were opened from some pages on, and what was wrong.

    A path of the site must begin with `base`, an absolute address with `origin` and `base`.
    """
    problems: list[str] = []
    waiting = deque(base + start for start in starts)
    seen = set(waiting)
    shapes: Counter[str] = Counter()
    while waiting:
        path = waiting.popleft()
        shape = _shape(path.removeprefix(base))
        if shapes[shape] >= most_alike:
            continue
        shapes[shape] += 1
        status, media_type, text, location = fetch(path)
        if status >= 400:
            problems.append(f"{path} answers {status}")
        for link in [location] if location else _links(media_type, text):
            absolute = urljoin(f"{origin}{path}", link)
            inside = absolute.removeprefix(origin) if absolute.startswith(f"{origin}/") else ""
            if not inside:
                continue
            if not inside.startswith(f"{base}/"):
                problems.append(f"{path} leads to {link}")
            target = inside.partition("#")[0]
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return set(shapes), problems


def _shape(path: str) -> str:
    """Return what kind of page a path leads to: its first folder, how deep it lies, its last name and its suffix."""
    folders = urlsplit(path).path.split("/")
    suffix = re.search(r"\.[a-z]+$", folders[-1])
    return f"{folders[1]} {len(folders)} {folders[-1] if len(folders) > 3 else ''} {suffix[0] if suffix else ''}"


def _links(media_type: str, text: str) -> Iterator[str]:
    """Yield the addresses in a page, a file of JSON, or any other text."""
    if media_type == "text/html":
        for element in LexborHTMLParser(text).css(_WITH_ADDRESSES):
            attributes = {name: value or "" for name, value in element.attributes.items()}
            for name in ATTRIBUTES:
                value = attributes.get(name, "")
                hidden_path = element.tag == "input" and attributes.get("type") == "hidden"
                if name in {"content", "value"} and (hidden_path or not value.startswith(("http", "/"))):
                    continue
                if value and (element.tag, name) != ("form", "action"):
                    yield value
                elif element.tag == "form" and name == "action" and attributes.get("method") == "get":
                    yield value.partition("#")[0]
    elif media_type.endswith("json"):
        yield from _json_links(json.loads(text))
    elif media_type in {"text/plain", "application/xml", "application/opensearchdescription+xml", "text/csv"}:
        yield from re.findall(r'https?://[^\s"<>,;{}]+', text)


def _json_links(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if isinstance(item, str) and (name.casefold() in {"url", "link", "share"} or item.startswith("http")):
                yield item
            else:
                yield from _json_links(item)
    elif isinstance(value, list):
        for item in value:
            yield from _json_links(item)
