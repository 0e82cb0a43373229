from cms.accounts.models import User
from cms.accounts.roles import TARGET_CODES, is_editor, may_see_translations


def may_open_vocabularies(user: User) -> bool:
    """Return whether `user` has to do with the translations of terms: sends, translates or approves them."""
    return is_editor(user) or any(may_see_translations(user, code) for code in TARGET_CODES)
