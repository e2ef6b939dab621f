"""Admission: applications to practise, and what is decided on them.

Owns: applications, their checks, recommendations and decisions; kinds of admission and reasons of refusal.
Announces: ApplicationSubmitted, ApplicationChecked, ApplicationRecommended, ApplicationWithdrawn,
ApplicationDecided, AdmissionGranted, ActIssued.
Vocabulary: a *check* is automatic and has a verdict; a *recommendation* advises; a *decision* binds. The
*act* is the PDF of a decision: a certificate, or a refusal act with its reasons.
"""
