"""An engine for tests: it answers at once, with what anybody can tell from a translation."""

from collections.abc import Sequence

from cms.translation.exchange.machine import EngineError


class FakeEngine:
    name = "Fake"

    def translate(self, sources: Sequence[str], language: str) -> Sequence[str]:
        return [f"[{language}] {source}" for source in sources]


class SilentEngine(FakeEngine):
    def translate(self, sources: Sequence[str], language: str) -> Sequence[str]:
        raise EngineError("out of words")


class ForgetfulEngine(FakeEngine):
    """Loses the last of what it was asked."""

    def translate(self, sources: Sequence[str], language: str) -> Sequence[str]:
        return super().translate(sources, language)[:-1]
