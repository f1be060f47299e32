"""What is suggested, over real indexes."""
