"""Who has taken how much processor time: each program of the suite, and everybody else on the machine."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import psutil


@dataclass(frozen=True)
class Look:
    """What had been used at a moment. by: seconds, of each program. busy: of the whole machine."""

    at: float
    by: Mapping[str, float]
    busy: float

    def __sub__(self, before: Look) -> Use:
        by = {program: seconds - before.by[program] for program, seconds in self.by.items()}
        elsewhere = self.busy - before.busy - sum(by.values())
        return Use(self.at - before.at, by, max(elsewhere, 0.0))


@dataclass(frozen=True)
class Use:
    """What was used within some seconds. elsewhere: by others, processor time stolen from us included."""

    seconds: float
    by: Mapping[str, float]
    elsewhere: float

    @property
    def cores(self) -> float:
        """Processors that the suite kept busy."""
        return sum(self.by.values()) / self.seconds

    def beyond(self, idle: Use) -> Use:
        """Without what the suite uses even while nobody asks anything of it."""
        share = self.seconds / idle.seconds
        by = {program: max(seconds - share * idle.by[program], 0.0) for program, seconds in self.by.items()}
        return replace(self, by=by)

    @property
    def disturbance(self) -> float:
        """Share of the machine that others used."""
        return self.elsewhere / self.seconds / (os.cpu_count() or 1)


class Meter:
    """roots: the process with which each program begins."""

    def __init__(self, roots: Mapping[str, int]) -> None:
        self._roots = {pid: program for program, pid in roots.items()}

    def look(self) -> Look:
        return Look(time.perf_counter(), self._programs(), _busy())

    def _programs(self) -> dict[str, float]:
        seconds = dict.fromkeys((*self._roots.values(), "generator"), 0.0)
        found = {one.pid: one.info for one in psutil.process_iter(["ppid", "cpu_times"])}
        for pid, info in found.items():
            program = "generator" if pid == os.getpid() else self._program_of(pid, found)
            if program is not None:
                # Of a program that has children, those that have ended already count with it.
                times = info["cpu_times"]
                seconds[program] += times.user + times.system
                seconds[program] += times.children_user + times.children_system
        return seconds

    def _program_of(self, pid: int, found: Mapping[int, dict[str, Any]]) -> str | None:
        while pid in found:
            if pid in self._roots:
                return self._roots[pid]
            pid = found[pid]["ppid"]
        return None


def _busy() -> float:
    """Seconds of processor time that the whole machine has spent on anything."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - times.iowait - times.guest - times.guest_nice)
