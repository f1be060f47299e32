"""How long many references take, by style and by format."""
