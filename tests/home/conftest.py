from tests.stories.conftest import house, people, read  # noqa: F401
