"""How the suite is put on a machine: embedded (`make up`) or in containers (compose)."""
