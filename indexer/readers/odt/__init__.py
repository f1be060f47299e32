"""Read OpenDocument texts (ODT). What other packed formats share with them belongs to `readers.shared`."""
