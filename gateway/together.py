"""Several services asked the same at once: who does not answer is named, not waited for."""

from __future__ import annotations

import contextvars
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from contracts.journal import Source, SourceState
from kernel import context, logs
from kernel.client import InternalError, RpcClient
from kernel.messages import Operation, Unavailable

log = logs.get(__name__)

WITHIN = 3.0  # seconds: one deaf service must not make the whole answer late
AT_ONCE = 16


@dataclass(frozen=True)
class Question:
    operation: Operation[Any, Any]
    command: Any


@dataclass(frozen=True)
class Answers:
    """found: by service, of those that answered. sources: of each that was asked, whether it did."""

    found: Mapping[str, Any]
    sources: tuple[Source, ...]

    @property
    def is_partial(self) -> bool:
        return len(self.found) < len(self.sources)


class Together:
    """Asks on behalf of the caller of the current request."""

    def __init__(self, rpc: RpcClient) -> None:
        self._rpc = rpc
        self._pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="together")

    def ask(self, questions: Mapping[str, Question]) -> Answers:
        """questions: by service. Raises: Unavailable -- nobody answered. Invalid -- as any of them finds."""
        asked = {service: self._begin(question) for service, question in questions.items()}
        found, sources = {}, []
        for service, answer in asked.items():
            try:
                found[service] = answer.result()
                sources.append(Source(service=service, state=SourceState.ANSWERED))
            except Unavailable as error:
                sources.append(Source(service=service, state=SourceState.UNAVAILABLE))
                log.warning("answer is partial", service=service, reason=error.details.get("reason"))
            except InternalError as error:
                sources.append(Source(service=service, state=SourceState.FAILED))
                log.warning("answer is partial", service=service, reference=error.reference)
        if not found:
            raise Unavailable(services=" ".join(questions), reason="none answered")
        return Answers(found, tuple(sources))

    def _begin(self, question: Question) -> Future[Any]:
        return self._pool.submit(contextvars.copy_context().run, self._call, question)

    def _call(self, question: Question) -> Any:
        request = context.current()
        if request is None:
            return self._rpc.call(question.operation, question.command)
        with context.using(replace(request, deadline=time.time() + WITHIN)):
            return self._rpc.call(question.operation, question.command)
