"""The keys of the desk. By their place on the keyboard: they are the same whatever they write."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Key:
    """`press` is what a script knows it by, `name` what stands on it."""

    press: str
    name: str
    does: str


def desk_keys() -> list[Key]:
    """Return all keys of the desk with what they do, in the language of the interface."""
    return [
        Key("Control+Enter", "Ctrl + Enter", _("Done, and on to the next part that is not")),
        Key("Alt+ArrowDown", "Alt + ↓", _("Next part")),
        Key("Alt+ArrowUp", "Alt + ↑", _("Previous part")),
        Key("Alt+PageDown", "Alt + Page ↓", _("Next part that is not done")),
        Key("Alt+PageUp", "Alt + Page ↑", _("Previous part that is not done")),
        Key("Alt+Enter", "Alt + Enter", _("Use the marked suggestion or term")),
        Key("Control+ArrowDown", "Ctrl + ↓", _("Mark the next suggestion or term")),
        Key("Control+ArrowUp", "Ctrl + ↑", _("Mark the previous suggestion or term")),
        Key("F2", "F2", _("Ask about this part, or answer")),
        Key("F3", "F3", _("Find the selected English in earlier translations")),
        Key("F4", "F4", _("Copy the English")),
        Key("F8", "F8", _("Still correct")),
        Key("F9", "F9", _("Next link or format of the English, around what is selected")),
        Key("Control+KeyB", "Ctrl + B", _("Bold, where the English has it")),
        Key("Control+KeyI", "Ctrl + I", _("Italics, where the English has them")),
        Key("Control+KeyS", "Ctrl + S", _("Save now")),
        Key("Control+KeyP", "Ctrl + P", _("Show or hide what is beside the text")),
        Key("F1", "F1", _("Show or hide the keys")),
        Key("Escape", "Esc", _("Close the small box; twice in a text: back to how it was")),
    ]
