"""What admission does: one function per use case."""
