"""Which passages of the shipped papers people should find first."""
