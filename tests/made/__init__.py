"""Documents that the tests make in every format, and what is held of how they are read."""
