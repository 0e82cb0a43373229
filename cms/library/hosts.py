"""Videos that lie on another site: which sites these are, and where a video has its page and its player."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com"}
YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([\w-]{11})/?")
YOUTUBE_KEY = re.compile(r"[\w-]{11}")
# A video that is not listed has a second part, without which it does not play.
VIMEO_PATH = re.compile(r"/(?:video/|channels/[\w-]+/)?(\d{4,12})(?:/(\w{6,20}))?/?")
VIMEO_SECRET = re.compile(r"\w{6,20}")

# What a page may frame where it offers such a video. The first sets no cookie before a video plays.
PLAYERS = {"YouTube": "https://www.youtube-nocookie.com", "Vimeo": "https://player.vimeo.com"}


@dataclass(frozen=True)
class HostedVideo:
    """A video on another site: the site's name, the video's key there, and the address of its page."""

    host: str
    key: str
    address: str
    secret: str = ""

    def player(self, code: str) -> str:
        """Return the address of a player that begins at once, in a language and with captions in it where it can."""
        if self.host == "YouTube":
            wishes = {"autoplay": 1, "rel": 0, "hl": code, "cc_lang_pref": code, "cc_load_policy": 1}
            return f"{PLAYERS[self.host]}/embed/{self.key}?{urlencode(wishes)}"
        wishes = {"autoplay": 1, "dnt": 1, "texttrack": code} | ({"h": self.secret} if self.secret else {})
        return f"{PLAYERS[self.host]}/video/{self.key}?{urlencode(wishes)}"


def hosted_video(address: str) -> HostedVideo | None:
    """Return the video that an address of YouTube or Vimeo means, in whichever form it was copied; None for others."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    host = (parts.hostname or "").removeprefix("www.")
    if host == "youtu.be" or host in YOUTUBE_HOSTS:
        return _youtube(host, parts.path, parse_qs(parts.query))
    if host in ("vimeo.com", "player.vimeo.com"):
        return _vimeo(parts.path, parse_qs(parts.query))
    return None


def _youtube(host: str, path: str, query: dict[str, list[str]]) -> HostedVideo | None:
    if host == "youtu.be":
        key = path.strip("/")
    elif found := YOUTUBE_PATH.fullmatch(path):
        key = found[1]
    else:
        key = query.get("v", [""])[0] if path == "/watch" else ""
    if not YOUTUBE_KEY.fullmatch(key):
        return None
    return HostedVideo("YouTube", key, f"https://www.youtube.com/watch?v={key}")


def _vimeo(path: str, query: dict[str, list[str]]) -> HostedVideo | None:
    found = VIMEO_PATH.fullmatch(path)
    if found is None:
        return None
    secret = found[2] or query.get("h", [""])[0]
    secret = secret if VIMEO_SECRET.fullmatch(secret) else ""
    return HostedVideo(
        "Vimeo", found[1], "/".join(part for part in ("https://vimeo.com", found[1], secret) if part), secret
    )
