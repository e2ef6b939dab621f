"""Catalogue: the educational activities, who provides them, who takes a seat in them, and who attended.

Owns: providers and their applications, activities, their editions and materials, seats, enrolments,
the nomenclature of specialities. Announces: the moves of a provider's application, of a provider, of
an activity (submitted, returned, approved, pilot started, published, suspended, retired, cancelled;
revisions; materials), of a review (published), and of an enrolment (proposed, opened, offered,
refused, studying, cancelled, completed).

Provider: an organisation that may offer activities. Identity's word makes it one, a measure unmakes it.
Card: what an activity promises; once approved, an edition that never changes.
Revision: the card that is to be in force next.
Gate: what must hold before an activity goes on to its next stage.
Number: what an approved activity is known by, `НМО-2026-000123-7`.
Version: grows with every move; whoever moves an activity names the one that they have read.
Terms version: the one whose card is in force, and which an enrolment keeps.
Seat: what an enrolment takes where the capacity is limited; paid, budget or subsidised.
Line: who waits for a seat; one that comes up is offered to the first, until a deadline.
Presence: what counts as having attended, minutes and k of n checks.
Attendance: a provider's word on who was present, judged row by row.
Nomenclature: the specialities in force on a day.
Policy: a dated rule of the law, such as the credits that a day of an event may earn.
"""
