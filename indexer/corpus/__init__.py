"""From a folder to its sources, and what `corpus.toml` states of them. No document is read here and nothing is indexed."""
