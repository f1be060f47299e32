"""Files as bytes: locks, hashes, and writes that survive a crash. Nothing here knows what the bytes mean."""
