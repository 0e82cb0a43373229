"""What a part is called on the desk: the string of wagtail-localize that it says, in its place."""

# Of a number that a database takes for a key.
DIGITS = 18


def part_id(context: int, string: int) -> str:
    return f"{context}-{string}"


def keys_of(identifier: str) -> tuple[int, int] | None:
    """Return the keys of the context and of the string that an id names; None for what is no id."""
    numbers = identifier.split("-")
    if len(numbers) != 2 or not all(
        number.isascii() and number.isdigit() and len(number) <= DIGITS for number in numbers
    ):
        return None
    return int(numbers[0]), int(numbers[1])
