"""The text of an SMS that carries a one-time code."""

from contracts.notifications.codes import CodePurpose, SendCode

TEXTS = {
    ("ru", CodePurpose.CONFIRM_PHONE): "Код подтверждения телефона: {code}. Никому его не сообщайте.",
    ("ru", CodePurpose.LINK_ACCOUNT): "Код для привязки Госуслуг: {code}. Не просили? Не сообщайте его.",
    ("ru", CodePurpose.RESET_PASSWORD): "Код для смены пароля: {code}. Не просили? Никому его не сообщайте.",
    ("en", CodePurpose.RESET_PASSWORD): "Code to reset your password: {code}. Not you? Do not share it.",
    ("en", CodePurpose.LINK_ACCOUNT): "Code to link your ESIA account: {code}. Not you? Do not share it.",
    ("en", CodePurpose.CONFIRM_PHONE): "Your confirmation code: {code}. Do not share it with anyone.",
}


def text(command: SendCode) -> str:
    language = "en" if command.language == "en" else "ru"
    return TEXTS[language, command.purpose].format(code=command.code)
