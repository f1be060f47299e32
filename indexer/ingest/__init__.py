"""The ingest."""
