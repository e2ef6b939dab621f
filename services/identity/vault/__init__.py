"""Everything that needs a key: sealing and digests, password hashes, tokens."""
