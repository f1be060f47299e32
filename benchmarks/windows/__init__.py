"""How long a window of passages takes to score, and how many it needs to order them as an index of everything does."""
