"""Stand-ins for what lies outside the suite, for machines that have no access to the real thing."""
