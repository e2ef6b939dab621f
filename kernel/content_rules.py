"""What people read for the rules of modules' content: code -> Russian, English. See `kernel.rules`."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "presence.none": (
        "Укажите, сколько минут нужно присутствовать.",
        "Say for how many minutes one has to be present.",
    ),
    # Completing modules
    "module.minutes": (
        "Времени на модуль затрачено меньше, чем нужно.",
        "Less time was spent on the module than it asks for.",
    ),
    "module.parts": ("Пройдены не все части модуля.", "Not every part of the module is done."),
    "module.dates": ("Модуль сейчас не идёт.", "It is outside the time of the module."),
    "module.reported": (
        "О прохождении этого модуля сообщает организатор.",
        "It is the provider who reports on this module.",
    ),
    # Packages of modules
    "package.too_many": ("В пакете слишком много файлов.", "The package has too many files."),
    "package.poisonous": (
        "Проверка пакета несколько раз обрывалась. Соберите пакет заново.",
        "The check of the package broke off several times. Make the package anew.",
    ),
    "package.not_as_announced": (
        "Загружено не то, что объявлено. Загрузите файл ещё раз.",
        "What was uploaded is not what was announced. Upload the file again.",
    ),
    "package.empty": ("В пакете нет файлов.", "The package is empty."),
    "package.unpacked": (
        "Пакет слишком велик в распакованном виде.",
        "Unpacked, the package is too large.",
    ),
    "package.repeated": ("Имя файла встречается дважды.", "Two files have the same name."),
    "package.path": (
        "Имя файла ведёт за пределы пакета или содержит недопустимые знаки.",
        "The name leads out of the package, or has characters that it may not have.",
    ),
    "package.not_a_file": (
        "Ссылки и зашифрованные файлы не принимаются.",
        "Links and encrypted files are not taken.",
    ),
    "package.type": ("Файлы этого типа не принимаются.", "Files of this type are not taken."),
    "package.file_size": ("Файл слишком велик.", "The file is too large."),
    "package.ratio": (
        "Файл сжат сильнее, чем бывает у настоящих файлов.",
        "The file is packed more tightly than honest files are.",
    ),
    "package.damaged": ("Архив повреждён.", "The archive is damaged."),
    "package.manifest": (
        "В корне пакета нужен cmi5.xml или module.json.",
        "The package needs a cmi5.xml or a module.json at its root.",
    ),
    "package.manifest_syntax": ("Описание пакета не читается.", "The manifest cannot be read."),
    "package.manifest_fields": (
        "В описании пакета есть неизвестные поля.",
        "The manifest has fields that we do not know.",
    ),
    "package.scorm": (
        "SCORM не поддерживается: сохраните модуль в формате cmi5.",
        "SCORM is not supported: save the module as cmi5.",
    ),
    "package.one_unit": (
        "В курсе cmi5 должен быть ровно один учебный элемент.",
        "The cmi5 course must have exactly one unit.",
    ),
    "package.entry": (
        "Начальной страницы нет в пакете.",
        "The page with which the package opens is not in it.",
    ),
    "package.entry_elsewhere": (
        "Начальная страница должна лежать в самом пакете.",
        "The page with which the package opens must be in it.",
    ),
    "package.title": ("Назовите модуль в описании пакета.", "The manifest must give a title."),
    "package.move_on": ("Неизвестное условие завершения.", "This is no criterion of cmi5."),
    "package.mastery": ("Проходной балл — число от 0 до 1.", "Mastery is a number from 0 to 1."),
    "package.under_review": (
        "Карточка на рассмотрении: пакет сейчас не меняется.",
        "The card is under review: its package does not change now.",
    ),
    # Launches and statements of modules
    "launch.token": ("Это не ключ запуска.", "This is no token of a launch."),
    "launch.audience": ("Этот ключ выдан для другого.", "This token is for something else."),
    "launch.expired": ("Срок действия запуска истёк.", "The launch has expired."),
    "launch.used": ("По этому адресу модуль уже открыт.", "The address has been used already."),
    "launch.superseded": ("Модуль открыт заново.", "The module has been opened anew."),
    "launch.unknown": ("Такого запуска нет.", "There is no such launch."),
    "xapi.actor": ("Действующее лицо — псевдоним запуска.", "The actor is the pseudonym of the launch."),
    "xapi.registration": ("Это другая регистрация.", "This is another registration."),
    "xapi.unit": ("Это другой модуль.", "This is another module."),
    "xapi.people": ("Других людей в сообщении быть не может.", "Statements name no other people."),
    "xapi.iri": ("Нужен абсолютный адрес (IRI).", "An absolute IRI is expected."),
    "xapi.object": ("О таком предмете сообщить нельзя.", "Statements are about activities."),
    "xapi.scaled": ("Доля баллов — число от −1 до 1.", "A scaled score is from -1 to 1."),
    "xapi.score": ("Балл лежит между наименьшим и наибольшим.", "The score lies between least and most."),
    "xapi.mastery": (
        "Итог противоречит проходному баллу модуля.",
        "The result contradicts the mastery score of the module.",
    ),
    "xapi.progress": ("Продвижение — целое число от 0 до 100.", "Progress is a whole number from 0 to 100."),
    "xapi.duration": ("Нужна длительность по ISO 8601.", "A duration of ISO 8601 is expected."),
    "xapi.language": ("Нужен код языка.", "A language tag is expected."),
    "xapi.extensions": ("Имена расширений — адреса (IRI).", "The names of extensions are IRIs."),
    "xapi.type": ("Значение не того вида.", "The value is of another type."),
    "xapi.text": (
        "Текст слишком длинный или содержит управляющие знаки.",
        "A text is too long, or has control characters.",
    ),
    "xapi.version": ("Поддерживается xAPI 1.0.3.", "xAPI 1.0.3 is spoken here."),
    "xapi.voiding": (
        "Отменить можно только ссылку на сообщение.",
        "Voiding is of a reference to a statement, and nothing else is.",
    ),
    "xapi.statement_id": ("Номер в адресе и в сообщении разный.", "The ids differ."),
    "xapi.one_id": ("Назовите один номер.", "Name one id only."),
    "xapi.repeated": ("Номер повторяется в одном запросе.", "The id comes twice at once."),
    "xapi.batch": ("Слишком много сообщений за раз.", "Too many statements at once."),
    "xapi.too_large": ("Слишком большой объём.", "It is too large."),
    "xapi.too_many": ("Слишком много.", "There are too many."),
    "xapi.base64": ("Ожидается Base64.", "Base64 is expected."),
    # Films and scenarios of modules
    "outline.repeated": ("Код встречается дважды.", "A code comes twice."),
    "scenario.step_unknown": ("Такого шага в сценарии нет.", "The scenario has no such step."),
    "scenario.dead_end": (
        "Шаг никуда не ведёт и не отмечен как конец.",
        "The step leads nowhere, and is no end.",
    ),
    "scenario.goes_on": ("На последнем шаге выбирать нечего.", "At an end there is nothing to choose."),
    "scenario.unreachable": ("До этого шага не дойти.", "The step cannot be reached."),
    "scenario.no_end": ("От этого шага не дойти до конца.", "From this step no end can be reached."),
    "scenario.unattainable": (
        "Столько баллов в сценарии не набрать.",
        "Nobody can reach so many points.",
    ),
}
