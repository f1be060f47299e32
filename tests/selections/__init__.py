"""Words of passages, selected and found again."""
