"""Know the pages of a web page that was made from a printed paper: `<div id="page_12">` around the text of each."""

from __future__ import annotations

import re
from itertools import pairwise

from selectolax.lexbor import LexborNode

_ID = re.compile(r"page[-_]?(?P<number>\d{1,4})", re.IGNORECASE)
_MIN_PAGES = 3  # fewer may be parts of a site: `#page1`, `#page2`


def printed_pages(body: LexborNode) -> dict[int, int]:
    """Return the numbers of the printed pages by the elements that hold them; empty where these do not count on."""
    numbers = {
        node.mem_id: int(match["number"])
        for node in body.css("div[id], section[id]")
        if (match := _ID.fullmatch(node.attributes.get("id") or ""))
    }
    counts_on = all(later == earlier + 1 for earlier, later in pairwise(numbers.values()))
    return numbers if counts_on and len(numbers) >= _MIN_PAGES else {}
