"""What catalogues of all stores answer alike, from their tables; how a store runs a statement is its own."""
