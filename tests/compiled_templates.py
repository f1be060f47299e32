"""Keeps the compiled code of templates, so that each of the many sites that tests make need not compile them again.

Everything else of a site is its own. What a template is compiled to depends on its text, on the base path of the site,
which stands in texts, and on the functions that it calls directly.
"""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """The code of all templates that this process has compiled, by all that decides on it."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return where the code of a template for such a site is kept."""
        site = repr((getattr(environment, "site_base", ""), getattr(environment, "direct", {})))
        bucket = Bucket(environment, site + self.get_cache_key(name, filename), self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, where one of this name and text was compiled before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template that was compiled."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code
