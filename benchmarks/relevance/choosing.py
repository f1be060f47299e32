"""Choose settings on some collections and try them on another: `python -m benchmarks.relevance.choosing --collections
ir.tar.xz`.

For each collection, the setting with the best mean nDCG@10 on the other three is tried. Where that does about as well
as the setting in use, the setting in use is not fitted to these four collections.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from indexer.engine.whoosh import scorer

from .contenders import rank_library, write_collection
from .judged import JudgedCollection, read_collections
from .metrics import score_rankings

TRIED: Mapping[str, tuple[float, ...]] = {
    "PROXIMITY_BOOST": (0.0, 0.2, 0.4),
    "OTHER_FORM_WEIGHT": (1.0, 0.8, 0.6),
    "COMPLETE_BOOST": (1.0, 1.5, 2.0),
}
"""Values of the settings of `indexer.engine.whoosh.scorer`, the others as they are."""


def main() -> None:
    """Try every setting on every collection; for each collection, choose the setting from the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collections", type=Path, required=True)
    judged = read_collections(parser.parse_args().collections)
    with TemporaryDirectory() as folder:
        for collection in judged:
            write_collection(collection, Path(folder) / collection.name)
        tried = {values: _ndcg_with(values, judged, Path(folder)) for values in product(*TRIED.values())}
    used = tuple(getattr(scorer, name) for name in TRIED)
    for at, collection in enumerate(judged):
        chosen = max(tried, key=lambda values: sum(tried[values]) - tried[values][at])
        setting = ", ".join(f"{name} {value}" for name, value in zip(TRIED, chosen, strict=True))
        print(f"{collection.name}: {tried[chosen][at]:.3f} with {setting}; {tried[used][at]:.3f} as in use")


def _ndcg_with(values: tuple[float, ...], collections: list[JudgedCollection], folder: Path) -> list[float]:
    """Return the nDCG@10 of each collection with a setting."""
    with ExitStack() as stack:
        for name, value in zip(TRIED, values, strict=True):
            stack.enter_context(patch.object(scorer, name, value))
        return [
            score_rankings(rank_library(folder / collection.name, collection), collection.grades).ndcg
            for collection in collections
        ]


if __name__ == "__main__":
    main()
