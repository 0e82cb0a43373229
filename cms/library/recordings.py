"""A recording as the readers of one language get it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cms.languages.languages import LANGUAGES, Language, language
from cms.library.hosts import HostedVideo
from cms.library.models import Recording, RecordingText


@dataclass(frozen=True)
class InLanguage:
    """A text and the language that it is in; `is_fallback` where that is not the reader's."""

    text: str
    language: Language
    is_fallback: bool


@dataclass(frozen=True)
class ShownRecording:
    """
    A recording in one language.

    `captions` has the texts whose caption file a player can offer, the reader's language first; `transcript` is in the
    reader's language where there is one. Either may be missing.
    """

    recording: Recording
    language: Language
    texts: dict[str, RecordingText]

    @property
    def is_video(self) -> bool:
        return self.recording.type == "video"

    @property
    def spoken(self) -> Language:
        return language(self.recording.language)

    @property
    def title(self) -> InLanguage:
        """The title in the reader's language; else as the recording is called, in the language that it is in."""
        own = self.texts.get(self.language.code)
        if own and own.title:
            return self._shown(own.title, self.language)
        spoken = self.texts.get(self.recording.language)
        return self._shown((spoken and spoken.title) or self.recording.title, self.spoken)

    @property
    def description(self) -> str:
        """The description in the reader's language; empty where there is none."""
        own = self.texts.get(self.language.code)
        return own.description if own else ""

    @property
    def transcript(self) -> InLanguage | None:
        """The transcript in the reader's language, else in the language that is spoken, else in any."""
        order = [self.language.code, self.recording.language, *self.texts]
        texts = [self.texts[code] for code in order if code in self.texts and self.texts[code].transcript]
        return self._shown(texts[0].transcript, language(texts[0].language)) if texts else None

    @property
    def hosted(self) -> HostedVideo | None:
        """The video on another site; None for a file of ours."""
        return self.recording.hosted

    @property
    def player(self) -> str:
        """The address of the other site's player, in the reader's language."""
        return self.hosted.player(self.language.code) if self.hosted else ""

    @property
    def captions(self) -> list["Captions"]:
        found = [
            Captions(text.captions.url if text.captions else "", language(code), code == self.language.code)
            for code, text in self.texts.items()
            if (text.has_hosted_captions if self.hosted else text.captions)
        ]
        return sorted(found, key=lambda captions: not captions.is_own)

    @property
    def has_own_captions(self) -> bool:
        return any(captions.is_own for captions in self.captions)

    def _shown(self, text: str, its_language: Language) -> InLanguage:
        return InLanguage(text, its_language, its_language != self.language)


@dataclass(frozen=True)
class Captions:
    """Captions of a language, in a file or (`url` is empty) in the player of another site."""

    url: str
    language: Language
    is_own: bool


def recordings_in(ids: Sequence[int], code: str) -> list[ShownRecording]:
    """Return the recordings `ids`, in that order, as the language `code` offers them; two queries."""
    recordings = Recording.objects.prefetch_related("texts").in_bulk(list(ids))
    return [_shown(recordings[identifier], code) for identifier in dict.fromkeys(ids) if identifier in recordings]


def _shown(recording: Recording, code: str) -> ShownRecording:
    texts = {text.language: text for text in recording.texts.all()}
    ordered = {each.code: texts[each.code] for each in LANGUAGES if each.code in texts}
    return ShownRecording(recording, language(code), ordered)
