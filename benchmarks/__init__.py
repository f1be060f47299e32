"""Measurements that anyone can repeat; each folder has its own RESULTS.md."""
