"""What people read for the rules of identity: code -> Russian, English. See `kernel.rules`."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    # Persons
    "name.characters": (
        "Имя пишут буквами; допустимы дефис, апостроф и пробел.",
        "A name is written in letters; a hyphen, an apostrophe and a blank may join them.",
    ),
    "name.mixed_scripts": (
        "В имени смешаны русские и латинские буквы.",
        "The name mixes Cyrillic and Latin letters.",
    ),
    "birth_date.range": ("Проверьте дату рождения.", "Check the date of birth."),
    "birth_date.minor": ("Регистрация доступна с 18 лет.", "You must be 18 or older to register."),
    "passport.series": ("Серия паспорта – четыре цифры.", "The series of a passport has four digits."),
    "passport.number": ("Номер паспорта – шесть цифр.", "The number of a passport has six digits."),
    "passport.department": (
        "Код подразделения – шесть цифр, например 770-001.",
        "The code of the department has six digits, like 770-001.",
    ),
    "passport.future": ("Паспорт не может быть выдан в будущем.", "No passport is issued in the future."),
    "passport.early": (
        "В этот день паспорт ещё не могли выдать: его выдают с 14 лет.",
        "No passport can have been issued on this day: one is issued from the age of 14 on.",
    ),
    "passport.outdated": (
        "Срок действия паспорта истёк: его меняют в 20 и в 45 лет.",
        "The passport is no longer valid: it is exchanged at the ages of 20 and 45.",
    ),
    "password.short": (
        "Пароль слишком короткий: нужно не меньше 12 знаков.",
        "The password is too short: 12 characters at the least.",
    ),
    "password.long": ("Пароль слишком длинный.", "The password is too long."),
    "password.common": ("Этот пароль слишком известен.", "This password is too well known."),
    "password.personal": (
        "Пароль содержит ваше имя, номер или адрес.",
        "The password holds your name, number or address.",
    ),
    "password.monotonous": (
        "В пароле слишком мало разных знаков.",
        "The password has too few different characters.",
    ),
    "code.format": ("Код состоит из шести цифр.", "The code has six digits."),
    "return_to.unknown": (
        "Вернуться можно только на адреса, известные системе.",
        "People are sent back to known addresses only.",
    ),
    "code.or_error": (
        "Передайте либо код, либо ошибку, которую вернули Госуслуги.",
        "Give either the code or the error that ESIA sent back.",
    ),
    "proof.one": ("Передайте либо пароль, либо код.", "Give either the password or the code."),
    "consent.purpose": ("Согласий с такой целью нет.", "There are no consents for this purpose."),
    "role.not_for_persons": ("Эта роль не для людей.", "This role is not for persons."),
    "organisation.kind": (
        "Роль не подходит для этой организации.",
        "The role does not go with this organisation.",
    ),
    "duplicate.keep": (
        "Оставить можно одну из двух учётных записей.",
        "One of the two accounts is kept.",
    ),
    # Modules
    "inn.format": ("ИНН состоит из 10 или 12 цифр.", "A tax number has ten or twelve digits."),
    "module.unknown": ("Такого модуля нет.", "There is no such module."),
    "module.category": (
        "Модуль для другой категории работников. Укажите, кем вы работаете.",
        "The module is for another category of workers. State what you work as.",
    ),
    # Professions
    "oid.format": ("OID – числа через точку.", "An OID is numbers joined by dots."),
    "post.unknown": ("Такой должности нет в номенклатуре.", "The nomenclature has no such post."),
    "post.category": (
        "Должность относится к другой категории работников.",
        "The post belongs to another category of workers.",
    ),
    "employer.one": (
        "Укажите либо организацию из реестра, либо название работодателя.",
        "Give either an organisation of the register or the name of an employer.",
    ),
    "employment.main": (
        "Основное место работы может быть только одно.",
        "There is only one main place of work at a time.",
    ),
    # Programs and OAuth
    "scope.unknown": ("Такой области доступа нет.", "There is no such scope."),
    "scope.not_granted": (
        "Программе не разрешена эта область доступа.",
        "The program has not been granted this scope.",
    ),
    "jwk.kind": (
        "Нужен открытый ключ RSA, P-256 или Ed25519.",
        "A public key of RSA, P-256 or Ed25519 is expected.",
    ),
    "jwk.private": ("Передайте только открытый ключ.", "Send the public key only."),
    "jwk.format": ("Ключ записан неверно.", "The key is malformed."),
    "jwk.short": ("Ключ RSA короче 2048 бит.", "The RSA key is shorter than 2048 bits."),
    "grant_type.unsupported": (
        "Поддерживается только client_credentials.",
        "Only client_credentials is supported.",
    ),
    "client.proof": (
        "Программа подтверждает себя одним способом: секретом или подписью.",
        "A program proves itself in one way: by a secret or by a signature.",
    ),
    "form.format": ("Тело запроса не является формой.", "The body is not a form."),
    "form.query": ("Передайте параметры в теле запроса.", "Send the parameters in the body."),
    "form.basic": (
        "Заголовок Authorization: имя и секрет программы по схеме Basic.",
        "The Authorization header holds name and secret of the program, as Basic has it.",
    ),
}
