"""Evidence: on what it rests that somebody has attended. Whoever reads a status reads this beside it.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Enrolment and attendance".
"""

from __future__ import annotations

from enum import StrEnum


class Evidence(StrEnum):
    """measured: the suite has seen it. recorded: the provider's devices have, and it told the moments.

    stated: by the word of the provider alone («со слов провайдера»): a report, a roster, a code.
    """

    MEASURED = "measured"
    RECORDED = "recorded"
    STATED = "stated"
