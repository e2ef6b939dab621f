"""The texts of what is sent out of the suite: one-time codes, and letters."""

from contracts.notifications.codes import CodePurpose
from contracts.notifications.letters import LetterTopic
from services.notifications.domain.words import Words

CODES = {
    ("ru", CodePurpose.CONFIRM_PHONE): "Код подтверждения телефона: {code}. Никому его не сообщайте.",
    ("ru", CodePurpose.CONFIRM_EMAIL): "Код подтверждения адреса: {code}. Никому его не сообщайте.",
    ("ru", CodePurpose.LINK_ACCOUNT): "Код для привязки Госуслуг: {code}. Не просили? Не сообщайте его.",
    ("ru", CodePurpose.RESET_PASSWORD): "Код для смены пароля: {code}. Не просили? Никому его не сообщайте.",
    ("en", CodePurpose.RESET_PASSWORD): "Code to reset your password: {code}. Not you? Do not share it.",
    ("en", CodePurpose.LINK_ACCOUNT): "Code to link your ESIA account: {code}. Not you? Do not share it.",
    ("en", CodePurpose.CONFIRM_EMAIL): "Code to confirm your address: {code}. Do not share it with anyone.",
    ("en", CodePurpose.CONFIRM_PHONE): "Your confirmation code: {code}. Do not share it with anyone.",
}
SUBJECTS = {"ru": "Одноразовый код", "en": "One-time code"}
LETTERS = {
    ("ru", LetterTopic.EMAIL_CHANGED): Words(
        title="Адрес почты изменён",
        text="У вашей учётной записи теперь другой адрес почты. Это были не вы? Войдите по номеру телефона, "
        "завершите все сеансы и смените пароль.",
    ),
    ("ru", LetterTopic.PHONE_CHANGED): Words(
        title="Телефон изменён",
        text="У вашей учётной записи НМО теперь другой телефон. Это были не вы? Войдите по адресу почты, "
        "завершите все сеансы и смените пароль.",
    ),
    ("en", LetterTopic.PHONE_CHANGED): Words(
        title="Your phone was changed",
        text="Your account of continuing education has another phone now. Not you? Log in by e-mail, end all "
        "sessions and change the password.",
    ),
    ("en", LetterTopic.EMAIL_CHANGED): Words(
        title="Your e-mail address was changed",
        text="Your account has another e-mail address now. Not you? Log in by phone, end all sessions and "
        "change the password.",
    ),
}


def code_text(purpose: CodePurpose, code: str, language: str) -> str:
    return CODES[_known(language), purpose].format(code=code)


def code_subject(language: str) -> str:
    return SUBJECTS[_known(language)]


def letter(topic: LetterTopic, language: str) -> Words:
    return LETTERS[_known(language), topic]


def _known(language: str) -> str:
    return "en" if language == "en" else "ru"
