"""How well the engine ranks, on collections of which people have judged what answers which question."""
