"""What a source is: its producer, its licence, where it is published, and the layouts of its files."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.sources.layout import Layout


@dataclass(frozen=True)
class Source:
    """One open-data source.

    `address` is the file to download; without it, `dataset` is its name on data.gouv.fr, whose newest file of the
    format wanted is taken; without either, the page must be opened by hand.
    """

    id: str
    title: str
    producer: str
    licence: str
    page: str
    address: str
    layouts: tuple[Layout, ...]
    dataset: str = ""
    file_format: str = "csv"

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator that the source fills."""
        return tuple(dict.fromkeys(entry.indicator for layout in self.layouts for entry in layout.fields))
