"""List the sources in a folder, and read what `corpus.toml` states of them. Nothing here reads or indexes a paper."""
