"""`make bench`: how fast a node is, each measurement beside its peer in the same run."""
