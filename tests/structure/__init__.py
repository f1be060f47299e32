"""How a paper is read: one module for each room of `indexer.readers` and `indexer.structure`."""
