from tests.public_tree import indexes, story  # noqa: F401
