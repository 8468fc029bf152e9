"""Words that turn a sentence, read by table on both sides of a bead and held against each other."""
