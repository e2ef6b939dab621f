"""What notifications do: one function per use case."""
