"""How fast a thousand varied papers are indexed, and in how much memory: `python -m benchmarks.reading`."""
