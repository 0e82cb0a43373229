"""The demo content is healthy, and a whole site is looked at in seconds."""

import time

from stories.models import StoryPage
from tests.sites import Site


def test_the_demo_is_healthy(demo_site: Site) -> None:
    started = time.monotonic()
    done = demo_site.manage("doctor")
    assert (done.returncode, done.stdout) == (0, "All is well.\n"), done.stdout + done.stderr
    assert time.monotonic() - started < 30
    with demo_site.connected():
        StoryPage.objects.filter(depth=4).update(numchild=7)
    done = demo_site.manage("doctor")
    assert done.returncode == 1
    assert "its number of children is wrong" in done.stdout
