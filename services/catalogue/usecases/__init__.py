"""What the catalogue does: one function per use case."""
