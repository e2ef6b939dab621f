"""The alembic environment that every service shares, and what surrounds it."""
