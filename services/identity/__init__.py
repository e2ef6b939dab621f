"""Identity: who people are, which organisations they act for, and their sessions.

Owns: persons, their one-time codes, sessions, roles; organisations; the keys that sign access tokens.
Announces: UserRegistered, PhoneConfirmed, RoleGranted, OrganisationRegistered, SessionOpened, SessionRevoked.

Vocabulary. *Sealed*: encrypted with the key ring, bound to its row. *Digest*: a keyed hash by which
a sealed value is found. *Proof*: one person's attempts to show that a phone is in their hand.
*Family*: the refresh tokens of one session, each made from the family's seed and its number.
"""
