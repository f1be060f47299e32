"""Tests of what stands in `deploy`, and of a day in an administrator's life."""
