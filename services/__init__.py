"""The services of the suite: `ls services` is what runs."""
