"""Feeds: what is new and what was corrected, as Atom and as JSON Feed, for programs that look for news.

What changed in which build is recorded by `indexer/registry/past_builds`, and mails are the business of `alerts`.
"""
