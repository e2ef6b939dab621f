"""What monitoring does: one function per use case."""
