"""Pure rules of notifications: which fact is told, in which words."""
