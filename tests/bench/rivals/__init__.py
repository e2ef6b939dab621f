"""What the suite is compared with."""
