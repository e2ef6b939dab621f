"""Admission: applications to practise, how they are checked, and what is decided."""
