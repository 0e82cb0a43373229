"""Nothing outside our own files is ever read while an edition is made."""

import http.server
import threading

import pytest

from cms.editions.accessible_pdf import make_pdf
from cms.editions.allowed_files import AddressRefusedError, AllowedFiles

SITE = "https://site.example/en/x/"


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "hill.png").write_bytes(b"picture")
    (tmp_path / "secret.txt").write_text("secret")
    (settings.MEDIA_ROOT / "way-out.txt").symlink_to(tmp_path / "secret.txt")
    return settings.MEDIA_ROOT


def test_reads_media_typography_and_data(media):
    files = AllowedFiles(SITE)
    assert files.fetch("https://site.example/files/hill.png").read() == b"picture"
    assert b"@font-face" in files.fetch("edition:faces.css").read()
    assert files.fetch("data:text/plain,here").read() == b"here"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://site.example/files/hill.png",
        "https://elsewhere.example/files/hill.png",
        "https://site.example/en/",
        "https://site.example/files/../secret.txt",
        "https://site.example/files/%2e%2e/secret.txt",
        "https://site.example/files//etc/passwd",
        "https://site.example/files/way-out.txt",
        "https://site.example/files/absent.png",
        "https://site.example/static/../secret.txt",
        "edition:../models.py",
        "edition:/etc/passwd",
        "ftp://site.example/files/hill.png",
    ],
)
def test_refuses_everything_else(media, address):
    files = AllowedFiles(SITE)
    with pytest.raises(AddressRefusedError):
        files.fetch(address)
    assert files.refused == [address]


def test_an_edition_never_calls_out_and_is_made_all_the_same(heard):
    asked: list[str] = []

    class Trap(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    trap = http.server.HTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=trap.serve_forever, daemon=True).start()
    outside = f"http://127.0.0.1:{trap.server_port}"
    try:
        pdf = make_pdf(
            f'<html lang="en"><head><title>T</title><link rel="stylesheet" href="{outside}/a.css"></head>'
            f'<body><p>Words</p><img alt="a" src="{outside}/a.png"><img alt="b" src="file:///etc/passwd">'
            f'<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true"><image href="{outside}/b.png"/></svg>'
            "</body></html>",
            address=SITE,
        )
    finally:
        trap.shutdown()
        trap.server_close()
    assert asked == []
    assert "Words" in heard(pdf.content)
    assert {f"{outside}/a.css", f"{outside}/a.png", "file:///etc/passwd"} <= set(pdf.refused)
