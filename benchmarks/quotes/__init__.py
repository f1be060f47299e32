"""How long it takes to check a long draft against many papers, and what the index of words costs."""
