"""What a reference says, how it leaves the house, and what restricts it."""
