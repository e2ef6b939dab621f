"""What identity does: one function per use case."""
