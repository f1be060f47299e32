"""The symbol by which a paper itself is cited, as stated, printed or written in the name of its file."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from indexer.entities.symbols import whole_mention
from indexer.model import Document

LONGEST_NAME = 80
"""Characters of the longest title or file name that can be a reference to a document and nothing else."""
_LANGUAGE_SUFFIX = re.compile(r"[-_ ]?(?:EN|FR|ES|AR|RU|ZH|E|F|S|A|R|C)$")


def own_symbol(paper: Document) -> str | None:
    """Return the symbol of a paper: stated or printed at its head, or the whole of its title or of its file's name."""
    stem = PurePosixPath(paper.source).stem
    names = (paper.symbol or "", paper.title, _LANGUAGE_SUFFIX.sub("", stem).replace("_", "/"), stem.replace("_", "/"))
    for name in names:
        if len(name) <= LONGEST_NAME and any(map(str.isdigit, name)) and (mention := whole_mention(name)):
            return mention.symbol
    return None
