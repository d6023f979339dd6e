"""Points of the Earth as points of the unit sphere, where a straight chord tells the great circle exactly."""

from __future__ import annotations

import numpy as np

EARTH_KM = 6371.0088


def on_sphere(points: np.ndarray) -> np.ndarray:
    """Unit vectors, shape (n, 3), of latitudes and longitudes in degrees, shape (n, 2)."""
    latitude, longitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    level = np.cos(latitude)
    return np.column_stack([level * np.cos(longitude), level * np.sin(longitude), np.sin(latitude)])


def chord_of(kilometres: float) -> float:
    """The chord of the unit sphere under so many kilometres of great circle; 2, the diameter, beyond half the Earth."""
    return float(2.0 * np.sin(min(kilometres / EARTH_KM, np.pi) / 2.0))


def kilometres_of(chord: np.ndarray) -> np.ndarray:
    """The kilometres of great circle above chords of the unit sphere."""
    return np.asarray(2.0 * EARTH_KM * np.arcsin(np.clip(chord / 2.0, 0.0, 1.0)))
