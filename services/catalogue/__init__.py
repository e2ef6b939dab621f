"""Catalogue: the educational activities, who takes a seat in them, and who attended.

Owns: activities, seats, enrolments, the nomenclature of specialities. Announces: the moves of an
activity (submitted, returned, approved, cancelled) and of an enrolment (opened, cancelled, completed).

Card: what an activity promises, its terms frozen once approved.
Number: what an approved activity is known by, `НМО-2026-000123-7`.
Version: grows with every move; whoever moves an activity names the one that they have read.
Seat: what an enrolment takes where the capacity is limited.
Presence: what counts as having attended, minutes and k of n checks.
Attendance: a provider's word on who was present, judged row by row.
Nomenclature: the specialities in force on a day.
Policy: a dated rule of the law, such as the credits that a day of an event may earn.
"""
