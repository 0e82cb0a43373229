"""What the scripts of the desk say."""

from django.utils.translation import gettext as _


def desk_words(*, for_reviewer: bool = False) -> dict[str, str]:
    """Return name → words, in the language of the interface."""
    return {
        "link": _("link %(number)s"),
        "note": _("note %(number)s"),
        "where": _("Where link %(number)s goes"),
        "progress": _("%(done)s of %(total)s looked at") if for_reviewer else _("%(done)s of %(total)s done"),
        "wordsLeft": "" if for_reviewer else _("Words left: %(words)s"),
        "unsaved": _("Not saved. Your text is kept in this browser; trying again…"),
        "signedOut": _("Not saved: you are signed out. Sign in again in another tab; your text is kept and sent then."),
        "otherPerson": _("Not saved: somebody else is signed in here now. Your text is kept in this browser."),
        "refused": _("Not saved: you may no longer change this text. Your text is kept in this browser."),
        "insert": _("Insert %(text)s"),
        "replace": _("Write %(text)s instead of %(old)s"),
        "accepted": _("Accepted: %(reason)s"),
        "useMine": _("Use mine"),
        "useTheirs": _("Use theirs"),
        "combine": _("Combine"),
        "confirmMemory": _("Confirm %(count)s from memory"),
        "done": _("Done."),
        "notDone": _("Not done yet: mend this, or say why it is right. “Done, next” once more leaves it for later."),
        "hereNow": _("Here now: %(names)s"),
        "showOrder": _("Show the page as it is now"),
        "englishChanged": _("The English of this text has changed in the meantime."),
        "termsChanged": _("The English of these terms has changed in the meantime."),
        "partGone": _("The English no longer has this part. What you type here is set aside."),
    }
