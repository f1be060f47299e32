"""Which quotations a draft has, and where the papers say them."""
