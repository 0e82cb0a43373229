from tests.stories.conftest import read  # noqa: F401
