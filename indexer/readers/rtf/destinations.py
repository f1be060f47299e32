"""Name the destinations of an RTF: the groups whose text is no part of the running text, and what becomes of it."""

from __future__ import annotations

from typing import Literal

from indexer.model import DropReason

RtfDestination = Literal["text", "skipped", "fonts", "instruction", "title", "note", "box", "aside"]
"""Where the text of a group goes: to the paper, nowhere, to the fonts, to a field, to the title, to a note, to a text
box, or aside with a reason."""

DESTINATIONS: dict[str, RtfDestination] = {
    "fonttbl": "fonts",
    "fldinst": "instruction",
    "title": "title",
    "footnote": "note",
    "shptxt": "box",
    "dptxbxtext": "box",
    **dict.fromkeys(
        "colortbl stylesheet listtable listoverridetable info pict object themedata datastore xmlnstbl generator ftnsep"
        " ftnsepc ftncn aftnsep aftnsepc aftncn nonshppict revtbl rsidtbl bkmkstart bkmkend xe tc rxe template filetbl"
        " private formfield datafield fontemb fontfile pnseclvl mmathPr latentstyles colorschememapping factoidname"
        " atnid atnauthor atntime atnicn atnref atnparent sp sn sv panose falt upr listname levelnumbers leveltext"
        " author operator company keywords comment doccomm subject category manager creatim revtim printim"
        " buptim".split(),
        "skipped",
    ),
    **dict.fromkeys("header headerl headerr headerf footer footerl footerr footerf annotation".split(), "aside"),
    **dict.fromkeys("ud fldrslt result listtext pntext shp shpinst shppict do".split(), "text"),
    **dict.fromkeys("mmath moMath moMathPara mr me msSup msup msSub msub mnum mden mf mrad mdeg".split(), "text"),
}
"""The destination of each control word that opens one; after `\\*` any other word opens a group to skip."""
ASIDE_REASONS: dict[str, DropReason] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page_header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page_footer"),
    "annotation": "comment",
}
# Groups that are skipped although a group inside them is text.
HOLDS_TEXT = frozenset({"upr", "object", "shpinst", "do", "info"})
