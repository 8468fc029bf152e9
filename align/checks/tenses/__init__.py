"""When something happens: the verb groups of both sides of a bead, read and held together."""
