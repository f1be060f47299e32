"""The version of the analysis of words: two counts of the same texts can only differ where it does."""

from __future__ import annotations

import ast
import unicodedata
from functools import lru_cache
from pathlib import Path

from indexer.disk.hashing import sha256_hex

_INDEXER = Path(__file__).parents[2]
_MODULES = (
    "text/analysis.py",
    "text/stemming.py",
    "text/stem_exceptions.py",
    "text/libraries/nltk_parts.py",
    "query/matching.py",
    "engine/fields.py",
    "engine/positions.py",
)
"""What cuts a text into words, folds and stems them, says which of them a query means, and where they may stand."""
_LENGTH = 8


@lru_cache(maxsize=1)
def analysis_version() -> str:
    """Return eight hex characters that change with the code that cuts, folds, stems and compares words.

    Comments and docstrings do not count.
    """
    code = (ast.unparse(_without_docstrings(ast.parse((_INDEXER / name).read_bytes()))) for name in _MODULES)
    return sha256_hex(text.encode() for text in (unicodedata.unidata_version, *code))[:_LENGTH]


def _without_docstrings(module: ast.Module) -> ast.Module:
    for node in ast.walk(module):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            kept = [line for line in body if not _is_plain_string(line)]
            node.body = kept or [ast.Pass()]  # type: ignore[attr-defined]  # a node with a list of statements
    return module


def _is_plain_string(line: ast.AST) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and isinstance(line.value.value, str)
