"""Judge the voices that are read in reports: samples of sentences with and without one, and how many were right."""
