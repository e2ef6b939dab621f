"""What the portfolio does: one function per use case."""
