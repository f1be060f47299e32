"""Tests of the readers: what each format says, and that nothing of it is lost."""
