"""People, organisations, acronyms and document symbols: what the words of a passage name."""
