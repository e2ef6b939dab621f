"""Notifications: what people are told, and by which channel."""
