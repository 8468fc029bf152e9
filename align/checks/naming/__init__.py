"""Names on both sides of a bead: shared by the checks on names."""
