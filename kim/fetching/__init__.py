"""Files that lie elsewhere come into the inbox; what a kind of store needs is imported only where it is a source."""
