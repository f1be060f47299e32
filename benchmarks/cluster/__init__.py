"""More than a million passages in three OpenSearch nodes and in the embedded engine: time, size, answers under load."""
