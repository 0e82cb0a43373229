from dataclasses import asdict, dataclass, replace

# More than this a reader on the road should not have to load. It is told, not refused: a large PDF is better than none.
MOST_BYTES = 600 * 1024


@dataclass(frozen=True)
class Fault:
    """
    Why a PDF is not offered, or what is told of it.

    The rule is `ua1:<rule>` for PDF/UA-1, else our own word; `place` is the part of the page where it is, if known.
    """

    rule: str
    message: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}" + (f" ({self.place})" if self.place else "")

    def at(self, place: str) -> "Fault":
        return replace(self, place=place)

    def as_data(self) -> dict[str, str]:
        return asdict(self)
