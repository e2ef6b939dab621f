"""Identity: who people are, which organisations they act for, and their sessions.

Owns: persons, their one-time codes, second factors, sessions, roles; links to Госуслуги; consents;
organisations; the keys that sign access tokens. Announces: every change of these, without personal data.

Vocabulary. *Sealed*: encrypted with the key ring, bound to its row. *Digest*: a keyed hash by which
a sealed value is found. *Proof*: one person's attempts to show that a phone is in their hand.
*Family*: the refresh tokens of one session, each made from the family's seed and its number.
*Ticket*: the secret of whoever was sent to Госуслуги, or was offered an account.
"""
