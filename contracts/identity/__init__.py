"""Identity: who people are, which organisations they act for, and their sessions."""
