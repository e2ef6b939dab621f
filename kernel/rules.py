"""What people read for each code of a broken rule, in Russian and in English.

A code is for ever, its texts may be improved. Codes come from `kernel.fields`, from the
values' own checks, and from the use cases that answer `Invalid`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kernel import attendance_rules, catalogue_rules, content_rules, identity_rules


@dataclass(frozen=True, slots=True)
class Rule:
    """What the rule asks for."""

    ru: str
    en: str

    def text(self, language: str) -> str:
        """language: ru or en."""
        return self.en if language == "en" else self.ru


UNKNOWN = Rule("Значение не соответствует правилу.", "The value breaks a rule.")

RULES: Mapping[str, Rule] = {
    **{code: Rule(*texts) for code, texts in attendance_rules.TEXTS.items()},
    **{code: Rule(*texts) for code, texts in catalogue_rules.TEXTS.items()},
    **{code: Rule(*texts) for code, texts in content_rules.TEXTS.items()},
    # The shape of a message
    "required": Rule("Укажите значение.", "A value is required."),
    "null": Rule("Значение не может быть пустым (null).", "The value must not be null."),
    "unknown": Rule("Такого поля нет.", "There is no such field."),
    "in_path": Rule("Значение уже указано в адресе.", "The value is given in the path already."),
    "repeated": Rule("Укажите значение один раз.", "Give the value once."),
    "choice": Rule("Выберите одно из допустимых значений.", "Choose one of the admitted values."),
    "type.object": Rule("Нужен объект JSON.", "A JSON object is expected."),
    "type.array": Rule("Нужен список.", "An array is expected."),
    "type.string": Rule("Нужна строка.", "A string is expected."),
    "type.integer": Rule("Нужно целое число.", "A whole number is expected."),
    "type.boolean": Rule("Нужно true или false.", "True or false is expected."),
    "list.short": Rule("В списке слишком мало элементов.", "The list has too few items."),
    "list.long": Rule("В списке слишком много элементов.", "The list has too many items."),
    "text.short": Rule("Текст слишком короткий или пустой.", "The text is too short or blank."),
    "text.long": Rule("Текст слишком длинный.", "The text is too long."),
    "text.control": Rule("Текст содержит управляющие символы.", "The text contains control characters."),
    "number.range": Rule("Число вне допустимых границ.", "The number is out of bounds."),
    # Files of claims
    "import.unreadable": Rule(
        "Файл несколько раз не удалось обработать.", "The file could not be worked off, tried several times."
    ),
    # The text of a request
    "json.encoding": Rule("Тело запроса не в кодировке UTF-8.", "The body is not UTF-8."),
    "json.syntax": Rule("Тело запроса не является JSON.", "The body is not JSON."),
    "json.number": Rule("NaN и Infinity не являются JSON.", "NaN and Infinity are not JSON."),
    "json.duplicate": Rule("Имя в объекте JSON повторяется.", "A name in a JSON object is repeated."),
    "json.depth": Rule("Слишком много уровней вложенности JSON.", "The JSON is nested too deeply."),
    "json.surrogate": Rule(
        "Строка JSON содержит половину суррогатной пары.", "A JSON string holds half of a surrogate pair."
    ),
    "body.incomplete": Rule("Тело запроса пришло не полностью.", "The body did not arrive whole."),
    "body.chunks": Rule("Тело запроса разбито на части неверно.", "The chunks of the body are malformed."),
    "body.unexpected": Rule("Этот запрос не принимает тело.", "This request takes no body."),
    "http.header": Rule("Заголовок запроса составлен неверно.", "A header of the request is malformed."),
    # Times and numbers
    "instant.format": Rule(
        "Укажите время по RFC 3339, например 2026-03-31T09:00:00Z.",
        "Give the time as in RFC 3339, like 2026-03-31T09:00:00Z.",
    ),
    "instant.range": Rule("Год: от 1900 до 2999.", "The year runs from 1900 to 2999."),
    "date.range": Rule("Год: от 1900 до 2999.", "The year runs from 1900 to 2999."),
    "instant.naive": Rule("Укажите время с часовым поясом.", "Give the time with its offset from UTC."),
    "instant.future": Rule("Это время ещё не наступило.", "That instant is yet to come."),
    "date.format": Rule("Укажите дату в виде ГГГГ-ММ-ДД.", "Give the day as YYYY-MM-DD."),
    "period.order": Rule("Начало периода должно быть раньше конца.", "The period must begin before it ends."),
    "period.long": Rule("Период слишком длинный.", "The period is too long."),
    "uuid.format": Rule(
        "Укажите идентификатор UUID с дефисами.", "Give the identifier as a UUID with hyphens."
    ),
    "decimal.string": Rule("Передайте число строкой.", "Give the number as a string."),
    "decimal.format": Rule("Это не десятичное число.", "This is not a decimal number."),
    "credits.type": Rule("Баллы указаны не числом.", "The credits are not a number."),
    "credits.format": Rule("Укажите баллы числом, например 4.2.", "Give the credits as a number, like 4.2."),
    "credits.range": Rule("Баллы: от 0 до 100000.", "Credits run from 0 to 100000."),
    "credits.step": Rule("Баллы считают с точностью до одной десятой.", "Credits are counted in tenths."),
    "plan.target_repeated": Rule("На каждый вид одна цель.", "There is one target for each kind."),
    "plan.due_outside_cycle": Rule("Срок должен быть в пределах цикла.", "The due day is outside the cycle."),
    "plan.activity_or_topic": Rule("Укажите мероприятие или тему.", "Name an activity, or else a topic."),
    "plan.above_budget": Rule("Пункты плана дороже бюджета.", "The items cost more than the budget."),
    "plan.short_of_target": Rule("Пункты плана не дают цели.", "The items fall short of a target."),
    "loan.rate_step": Rule("Ставка: до трёх знаков после точки.", "A rate has three decimals at most."),
    "money.type": Rule("Сумма указана не целым числом копеек.", "The sum is no whole number of kopecks."),
    "money.format": Rule("Укажите сумму, например 1500.00 RUB.", "Give the sum like 1500.00 RUB."),
    "money.range": Rule("Сумма вне допустимых границ.", "The sum is out of bounds."),
    "money.step": Rule("Сумму указывают с точностью до копейки.", "A sum is told in kopecks at the finest."),
    "money.currency": Rule("Суммы указывают в рублях (RUB).", "Sums are in roubles (RUB)."),
    # Numbers of persons and organisations
    "snils.format": Rule("СНИЛС: одиннадцать цифр.", "СНИЛС has eleven digits."),
    "snils.checksum": Rule(
        "Контрольная сумма СНИЛС не сходится. Проверьте цифры.",
        "The checksum of the СНИЛС does not agree. Check the digits.",
    ),
    "inn.format_person": Rule("ИНН физического лица: двенадцать цифр.", "A person's ИНН has twelve digits."),
    "inn.format_organisation": Rule("ИНН организации: десять цифр.", "An organisation's ИНН has ten digits."),
    "inn.checksum": Rule(
        "Контрольная сумма ИНН не сходится. Проверьте цифры.",
        "The checksum of the ИНН does not agree. Check the digits.",
    ),
    "ogrn.format": Rule("ОГРН: тринадцать цифр.", "ОГРН has thirteen digits."),
    "ogrn.checksum": Rule(
        "Контрольная сумма ОГРН не сходится. Проверьте цифры.",
        "The checksum of the ОГРН does not agree. Check the digits.",
    ),
    "phone.format": Rule(
        "Укажите мобильный номер в виде +79001234567.", "Give the mobile number as +79001234567."
    ),
    "email.format": Rule("Проверьте адрес электронной почты.", "Check the e-mail address."),
    "kpp.format": Rule(
        "КПП: четыре цифры, две цифры или латинские буквы, три цифры.",
        "КПП has four digits, two digits or Latin capitals, three digits.",
    ),
    # Persons, passwords, programs
    **{code: Rule(*texts) for code, texts in identity_rules.TEXTS.items()},
    # An activity's card
    "activity.starts_in_past": Rule(
        "Начало должно быть в будущем: баллы назначают до начала.",
        "The start must lie ahead: credits are designated before it.",
    ),
    "activity.ends_before_start": Rule(
        "Конец должен быть позже начала.", "The end must come after the start."
    ),
    "credits.zero": Rule("Укажите баллы больше нуля.", "Give more than no credits."),
    "credits.exceed_length": Rule(
        "Баллов больше, чем академических часов.", "There are more credits than academic hours."
    ),
    "credits.exceed_day_cap": Rule(
        "Баллов больше, чем разрешено за день.", "There are more credits than a day may earn."
    ),
    "credits.below_programme_least": Rule(
        "Программа короче наименьшей разрешённой.", "The programme is shorter than the least admitted."
    ),
    "presence.more_required_than_planned": Rule(
        "Проверок требуется больше, чем запланировано.", "More checks are required than planned."
    ),
    "presence.exceeds_length": Rule(
        "Требуемое присутствие длиннее мероприятия.", "The required presence is longer than the activity."
    ),
    "specialities.empty": Rule("Укажите специальность.", "Name a speciality."),
    "specialities.repeated": Rule("Специальность указана дважды.", "A speciality is named twice."),
    "price.range": Rule("Цена: от 0 до миллиарда рублей.", "The price runs from 0 to a billion roubles."),
    "price.step": Rule("Цену указывают с точностью до копейки.", "The price is given in kopecks."),
    "activity.started": Rule("Мероприятие уже началось.", "The activity has begun already."),
    "activity.ended": Rule("Мероприятие уже закончилось.", "The activity is over already."),
    "region.unknown": Rule("Такого региона нет.", "There is no such region."),
    "capacity.zero": Rule("Укажите хотя бы одно место.", "Give at least one seat."),
    # Attendance
    "presence.minutes": Rule(
        "Минут присутствия меньше, чем нужно.", "There are fewer minutes of presence than required."
    ),
    "presence.checks": Rule("Пройдено меньше проверок, чем нужно.", "Fewer checks are passed than required."),
    "attendance.dates": Rule(
        "В этот день мероприятия не было.", "The activity did not take place on that day."
    ),
    "attendance.in_future": Rule("Этот день ещё не наступил.", "That day is yet to come."),
    "eligibility.state": Rule("Мероприятие сейчас не проводится.", "The activity is not offered now."),
    "eligibility.dates": Rule(
        "В этот день мероприятие не проводится.", "The activity does not take place on that day."
    ),
    "eligibility.speciality": Rule(
        "Мероприятие не утверждено для этой специальности.",
        "The activity is not approved for this speciality.",
    ),
    # A draft of a policy
    "policy.retroactive": Rule(
        "Норма вступает в силу в будущем; за прошедшие дни её исправляют с обоснованием.",
        "A policy comes into force on a day to come; days that have passed are corrected with a reason.",
    ),
    "policy.integer": Rule(
        "Нужно целое число в допустимых границах.", "A whole number within bounds is expected."
    ),
    "policy.integers": Rule(
        "Нужны целые числа через точку с запятой.", "Whole numbers are expected, parted by semicolons."
    ),
    "policy.decimal": Rule("Нужно десятичное число.", "A decimal number is expected."),
    "policy.credits": Rule("Нужны баллы с точностью до одной десятой.", "Credits are expected, in tenths."),
    "policy.boolean": Rule("Нужно yes или no.", "Yes or no is expected."),
    "policy.date": Rule("Нужна дата в виде ГГГГ-ММ-ДД.", "A day is expected, as YYYY-MM-DD."),
    "policy.text": Rule("Нужен текст.", "A text is expected."),
    "policy.texts": Rule("Нужны слова через точку с запятой.", "Words are expected, parted by semicolons."),
    "policy.regex": Rule("Нужно регулярное выражение.", "A regular expression is expected."),
    # A manual claim
    "claim.detail": Rule(
        "Значение не подходит к этому полю формы.", "The value does not fit this field of the form."
    ),
    "claim.evidence_unknown": Rule(
        "Документ не проверен в портфолио или принадлежит другому лицу.",
        "A document has not passed the checks of the portfolio, or is another person's.",
    ),
    "claim.evidence_type": Rule(
        "Среди документов нет ни одного из требуемых формой видов.",
        "None of the documents is of a type that the form asks for.",
    ),
    # A cycle and its basis
    "date.future": Rule("Дата не может быть в будущем.", "The day cannot lie in the future."),
    "date.past": Rule("Дата не может быть в прошлом.", "The day cannot lie in the past."),
    "date.expired": Rule("Срок действия истёк.", "It is no longer valid."),
    "basis.expired": Rule(
        "Срок действия документа-основания истёк.", "The document that opens the cycle is no longer valid."
    ),
    "registry_number.format": Rule(
        "Проверьте номер мероприятия.", "Check the registry number of the activity."
    ),
    "registry_number.checksum": Rule(
        "Контрольный знак номера не сходится. Проверьте цифры.",
        "The check digit of the number does not agree. Check the digits.",
    ),
    "registry_number.range": Rule("Такого номера не бывает.", "No number looks like this."),
    "speciality.unknown": Rule(
        "Такой специальности нет в номенклатуре.", "The nomenclature has no such speciality."
    ),
    # A document
    "document.type": Rule("Такого вида документа нет.", "There is no such type of document."),
    "document.media_type": Rule(
        "Документы этого вида не принимают в таком формате.",
        "This type of document is not taken in that format.",
    ),
    "document.size": Rule("Файл больше, чем допустимо.", "The file is larger than admitted."),
    "document.suffix": Rule(
        "Расширение имени файла не соответствует формату.", "The file's name does not end as its format asks."
    ),
    "document.sha256": Rule("SHA-256: 64 шестнадцатеричные цифры.", "SHA-256 has 64 hexadecimal digits."),
    # Admission
    "admission.kind": Rule("Такого вида допуска нет.", "There is no such kind of admission."),
    "identity.differs": Rule(
        "Значение не совпадает с учётной записью.", "The value differs from that of the account."
    ),
    "decision.reason": Rule(
        "Укажите действующий код причины один раз.", "Give the code of a reason in force, once."
    ),
    "decision.reasons_of_admission": Rule(
        "У решения о допуске нет причин отказа.", "An admission has no reasons of refusal."
    ),
    "decision.against_check": Rule(
        "Проверки не пройдены: допустить нельзя.", "The checks have failed: admission is not possible."
    ),
    # What accompanies a request
    "request.malformed": Rule("Сообщение не является запросом.", "The message is no request."),
    "cursor.format": Rule("Этот курсор не от этого списка.", "This cursor is not one of this list."),
    "idempotency_key.format": Rule(
        "Ключ идемпотентности: от 1 до 128 видимых символов ASCII.",
        "The idempotency key is 1 to 128 visible ASCII characters.",
    ),
    "if_match.format": Rule(
        'Укажите в If-Match одну сильную метку, например "3".',
        'Give one strong entity tag in If-Match, like "3".',
    ),
}


def text(code: str, language: str) -> str:
    """What the rule `code` asks for. language: ru or en."""
    return RULES.get(code, UNKNOWN).text(language)
