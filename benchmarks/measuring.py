"""What an area yields, and how it is taken."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

TIMES = 5


@dataclass(frozen=True)
class Measurement:
    """One line of the output; `peer` is the same of what others use for it, measured in the same run, or nothing."""

    name: str
    value: float
    unit: str
    peer: float | None = None

    def as_line(self) -> str:
        """Return the JSON object, with what can be told of a time: three figures."""
        return json.dumps({name: _rounded(value) for name, value in asdict(self).items()})


def _rounded(value: Any) -> Any:
    return float(f"{value:.3g}") if isinstance(value, float) else value


def seconds(does: Callable[[], object]) -> float:
    """Return how long one call takes."""
    begun = time.perf_counter()
    does()
    return time.perf_counter() - begun


def median_seconds(does: Callable[[], object]) -> float:
    """Return how long a call takes, as the median of five."""
    return statistics.median(seconds(does) for _time in range(TIMES))
