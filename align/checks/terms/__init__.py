"""Terms in the words of a bead: shared by the checks on terminology."""
