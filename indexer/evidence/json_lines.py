"""Write evidence as JSON Lines: a passage a line, in the shape of every other JSON of passages, with its reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from indexer.references import plain_text
from indexer.store.records import passage_record

from .dossier import Evidence


def write_json_lines(items: Iterable[Evidence]) -> Iterator[str]:
    """Yield a line for each quotation of a passage that is there, without those that are gone."""
    for number, item in enumerate(items, 1):
        reference = item.reference
        if reference is None:
            continue
        record = msgspec.structs.asdict(passage_record(reference.passage))
        record |= {
            "url": reference.url,
            "number": number,
            "version": reference.version,
            "permalink": item.link,
            "reference": plain_text(item.cited),
            "remarks": item.remarks,
        }
        yield msgspec.json.encode(record).decode() + "\n"
