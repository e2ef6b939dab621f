"""Notifications: what people are told.

Owns: notices, and the way of a one-time code to a phone. Announces: NoticeDelivered.
Vocabulary: a *topic* is the type of the event that is told of; a *channel* is the way
it goes; the in-app notice is the legal copy, whatever other channels repeat it.
"""
