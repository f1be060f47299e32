"""The docx."""
