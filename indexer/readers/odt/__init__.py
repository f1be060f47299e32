"""The odt."""
