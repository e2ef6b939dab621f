"""Credits: what each specialist has earned, for which cycle, and what is missing."""
