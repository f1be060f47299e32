"""What a reader collected, as files that programs of others read."""
