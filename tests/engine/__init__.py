"""What any engine must answer, and how queries are read and matches are shown."""
