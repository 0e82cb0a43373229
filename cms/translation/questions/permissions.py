"""Who sees a question and who may write to it."""

from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.roles import TARGET_CODES, is_editor, is_reviewer, is_translator, may_see_translations
from cms.translation.questions.models import Question


def may_ask(user: User, translation: Translation) -> bool:
    """Return whether `user` may ask about a part of `translation`: the translators and reviewers of its language."""
    code = translation.target_locale.language_code
    return is_translator(user, code) or is_reviewer(user, code)


def may_see_english_questions(user: User) -> bool:
    """Return whether `user` may read what any language asks about the English."""
    return is_editor(user) or any(may_see_translations(user, code) for code in TARGET_CODES)


def may_write(user: User, question: Question) -> bool:
    """Return whether `user` may answer `question`, add to it or mark it as answered."""
    if may_ask(user, question.translation):
        return True
    return question.about == Question.About.ENGLISH and is_editor(user)


def is_asked(user: User, question: Question) -> bool:
    """Return whether what `user` writes is the answer: an editor about the English, else anybody but who asked."""
    if question.about == Question.About.ENGLISH:
        return is_editor(user)
    return question.asked_by_id != user.pk
