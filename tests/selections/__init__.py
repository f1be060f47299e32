"""Words of passages, chosen and found again."""
