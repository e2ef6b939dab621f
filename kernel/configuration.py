"""Gives a service the settings of its process."""

from __future__ import annotations

from typing import Any

from nameko.extensions import DependencyProvider

from kernel.settings import ServiceSettings


class SettingsProvider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """`settings = SettingsProvider()`, then `self.settings.public_url`."""

    def get_dependency(self, worker_ctx: Any) -> ServiceSettings:
        settings: ServiceSettings = self.container.config["SETTINGS"]
        return settings
