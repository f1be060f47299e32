"""Know the lines of a chat log: `[14:02] <annb> hello`, `14:02:11 annb: hello`, `14:02 * annb waves`.

They are speech and what the program says of it: never headings, titles or items of a programme, whatever their time
stamps look like. Whose words they are is decided in `speakers`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from indexer.structure.draft import Piece

_STAMP = r"[\[(]?(?:\d{4}-\d\d-\d\d[T ])?\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?[\])]?"
_NICK = r"[@+%&~]?[^\W\d][\w\[\]\\^{}`.-]{0,23}"
# A name in angle brackets is no word of a paper; HTML does not reach here.
_IN_BRACKETS = re.compile(rf"^(?:{_STAMP}\s+)?<\s?(?P<nick>{_NICK})>\s+\S", re.IGNORECASE)
_STAMPED = re.compile(rf"^{_STAMP}\s+(?P<nick>{_NICK})\s?[:>|]\s+\S", re.IGNORECASE)
_NOTICE = re.compile(rf"^{_STAMP}\s+(?:\*{{1,3}}|-!-|-->|<--|==|->|<-)\s+\S", re.IGNORECASE)
_MIN_IN_BRACKETS = 2  # lines with a name in angle brackets
_MIN_STAMPED = 3  # lines with a time and a name, of which one recurs: `14:00 Opening: welcome` is of a programme
_MIN_SHARE = 0.5  # of the lines of such a log


def chat_positions(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the positions of the lines of a chat log; none where the paper is no such log."""
    live = [position for position, piece in enumerate(pieces) if piece.role != "dropped" and piece.text]
    notices = {position for position in live if _NOTICE.match(pieces[position].text)}
    for pattern, least in ((_IN_BRACKETS, _MIN_IN_BRACKETS), (_STAMPED, _MIN_STAMPED)):
        nicks = {position: match["nick"] for position in live if (match := pattern.match(pieces[position].text))}
        recurs = pattern is _IN_BRACKETS or max(Counter(nicks.values()).values(), default=0) > 1
        if len(nicks) >= least and recurs and len(nicks) + len(notices) >= _MIN_SHARE * len(live):
            return frozenset({*nicks, *notices})
    return frozenset()
