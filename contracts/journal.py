"""The audit journal: every service keeps its own and answers for it in the same words.

Owner: each service. Vocabulary: docs/glossary.md, "Journal".
"""

from __future__ import annotations

from kernel import journal_lines

SERVICES = ("identity", "catalogue", "credits", "portfolio", "admission", "notifications", "monitoring")

read_journal = {service: journal_lines.read_journal(service) for service in SERVICES}
