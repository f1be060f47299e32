"""From a folder to its sources, and what `corpus.toml` states of them. Nothing here reads papers or indexes them."""
