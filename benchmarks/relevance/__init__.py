"""Measure how well the engine ranks, on collections with judged answers. It may not tune what it measures."""
