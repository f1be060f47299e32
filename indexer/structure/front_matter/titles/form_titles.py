"""Titles and file names that come from a program, a template or a series, and tell no paper from others."""

from __future__ import annotations

import re

from indexer.structure.front_matter.kind_names import is_kind_alone

# What programs and templates write into the properties of a file.
_FORM_TITLE = re.compile(
    r"^(?:untitled|unbenannt|sans titre|sin título|title|new|my|blank|default)\b.{0,40}$|^(?:microsoft (?:word"
    r"|powerpoint) - .*"
    r"|powerpoint presentation|presentation ?\d*|document ?\d*|dokument ?\d*|layout ?\d*|slide ?\d+|page ?\d*|index"
    r"|home"
    r"|contents?|template.*|\S+\.(?:docx?|pdf|indd|pptx?|xlsx?|html?|odt|rtf|txt))$",
    re.IGNORECASE,
)
_SERIAL_WORD = re.compile(
    r"part|file|section|chapter|paper|page|day|item|main|readme|doc|document|text|output|data|index|contents?"
    r"|original|full"
    r"|jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|en|fr|es|de",
    re.IGNORECASE,
)


def is_form_title(title: str) -> bool:
    """Return whether the title in a file's properties comes from a program or a form: `Untitled`, `Document1`."""
    return bool(_FORM_TITLE.match(title.strip())) or is_kind_alone(title)


def names_paper(name: str) -> bool:
    """Return whether a file name or the name of a folder tells one paper from others: not `transcript`, not `part1`."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) > 1]
    return not is_form_title(" ".join(words)) and any(_SERIAL_WORD.fullmatch(word) is None for word in words)
