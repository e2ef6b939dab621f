"""What people read for the rules of the catalogue: code -> Russian, English. See `kernel.rules`."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    # Organisations
    "eligibility.provider": (
        "В этот день деятельность организации была приостановлена.",
        "On that day the provider was suspended.",
    ),
    "provider.suspended": (
        "Деятельность организации приостановлена: пока её не возобновят, участие не подтверждается.",
        "The provider's work is suspended: until it is restored, no attendance is confirmed.",
    ),
    "activity.suspended": (
        "Мероприятие приостановлено: пока его не возобновят, участие не подтверждается.",
        "The activity is suspended: until it is resumed, no attendance is confirmed.",
    ),
    "provider.trusted_after": (
        "Подряд одобрено меньше карточек, чем нужно для доверия.",
        "Fewer cards were approved in a row than trust takes.",
    ),
    "organisation.documents": (
        "Приложите и проверьте все обязательные сканы.",
        "Attach and check all the required scans.",
    ),
    # Specialities
    "speciality.not_in_force": (
        "В день начала мероприятия специальность не действует; её место могла занять другая (successor).",
        "The speciality is not in force on the first day; another may have taken its place (successor).",
    ),
    "speciality.lapsed": (
        "В этот день специальность не действует; её место могла занять другая (successor).",
        "The speciality is not in force on that day; another may have taken its place (successor).",
    ),
    # Tests of modules
    "module_test.below_law": (
        "Меньше, чем требуют правила.",
        "Less than the law asks for.",
    ),
    "module_test.above_law": (
        "Больше, чем допускают правила.",
        "More than the law admits.",
    ),
    "module_test.items": (
        "Наименьшее число вопросов больше наибольшего.",
        "The least number of questions is above the most.",
    ),
    "module_test.error": ("Погрешность больше нуля.", "The error is above zero."),
    "module_test.no_time": (
        "За отведённое время на все вопросы не ответить.",
        "There is no time to answer all questions.",
    ),
    # Questions
    "items.base64": ("Передайте файл в кодировке base64.", "Give the file in base64."),
    "items.heading": (
        "Нужны столбцы: код, вид, тема, вопрос, ключ.",
        "The columns code, kind, topic, text and key are needed.",
    ),
    "item.options": ("Дайте хотя бы два варианта ответа.", "Give at least two options."),
    "item.options_repeated": ("Коды вариантов повторяются.", "The codes of options repeat."),
    "item.options_of_number": (
        "У вопроса с числом нет вариантов ответа.",
        "A question for a number has no options.",
    ),
    "item.key": ("Ключ называет вариант, которого нет.", "The key names an option that is not there."),
    "item.key_single": ("Правильный ответ должен быть один.", "Exactly one option must be right."),
    "item.key_number": ("Ключ должен быть числом.", "The key must be a number."),
    "item.tolerance": (
        "Допуск возможен только у числа и не меньше нуля.",
        "Only a number has a tolerance, of no less than zero.",
    ),
    "item.parameters": (
        "Нужны различение от 0,1 до 4, трудность от −4 до 4, угадывание от 0 до 0,5.",
        "The discrimination is 0.1 to 4, the difficulty -4 to 4, guessing 0 to 0.5.",
    ),
    # Attempts
    "attempt.answer": ("Это не ответ на заданный вопрос.", "This is no answer to the question."),
    "attempt.decided": ("По этой записи всё уже решено.", "The enrolment is decided already."),
    "attempt.outside": ("Модуль сейчас не идёт.", "It is outside the time of the module."),
    "attempt.bank_small": ("В банке не хватает вопросов.", "The bank has too few questions."),
    "attempt.passed": ("Тест уже сдан.", "The test is passed already."),
    "attempt.none_left": ("Попыток больше нет.", "No attempt is left."),
    "attempt.pause": ("Между попытками нужен перерыв.", "A pause between attempts is needed."),
    "attempt.item_seconds": ("Прочитайте вопрос до конца.", "Read the question to its end."),
    "attempt.seconds": (
        "Минимальное время попытки ещё не прошло.",
        "The least time of an attempt has not passed.",
    ),
    "attempt.unfinished": (
        "Ответов не хватило, чтобы судить об уровне знаний.",
        "There were too few answers to tell the ability.",
    ),
    # What stands out in attempts: it is no verdict
    "signal.fast": (
        "Много ответов быстрее, чем отвечают почти все. Так бывает и у тех, кто хорошо знает предмет.",
        "Many answers are faster than nearly all others give. Whoever knows the subject well may do so.",
    ),
    "signal.rhythm": (
        "Ответы идут в слишком ровном ритме. Так отвечает программа, но иногда и человек.",
        "The answers come in a very even rhythm. A program does so, and at times a person.",
    ),
    "signal.same_mistakes": (
        "Ошибки те же, что в попытке другого человека. Возможна и общая ошибка в обучении.",
        "The mistakes are those of another person's attempt. Both may have been taught the same mistake.",
    ),
    "signal.same_times": (
        "Время ответов повторяет попытку другого человека. На трудных вопросах все думают дольше.",
        "The times follow another person's attempt. Everybody thinks longer about what is hard.",
    ),
    "signal.device": (
        "Во время попытки сменилось устройство или вход. Так бывает после обрыва связи.",
        "The device or the login changed within the attempt. A lost connection may lead to that.",
    ),
    "signal.address": (
        "Во время попытки сменился адрес в сети. Так бывает в поезде и при переходе на другую сеть.",
        "The address changed within the attempt. It does in a train, or when the network changes.",
    ),
    # Registers
    "register.syntax": ("Файл составлен неверно.", "The file is malformed."),
    "register.shape": ("В файле нет записей справочника.", "The file holds no entries of a register."),
    "register.empty": ("В файле нет ни одной записи.", "The file holds no entry."),
    "register.too_long": ("В файле слишком много записей.", "The file holds too many entries."),
    # The gates of activities
    "provider.active": ("Деятельность организации приостановлена.", "The provider is not active."),
    "licence.lasts": (
        "Лицензия организации истекает раньше, чем закончится мероприятие.",
        "The provider's licence ends before the activity does.",
    ),
    "activity.before_start": (
        "Мероприятие уже началось: баллы назначают до начала.",
        "The activity has begun: credits are designated before the start.",
    ),
    "activity.not_over": ("Мероприятие уже закончилось.", "The activity is over."),
    "test.questions": (
        "В банке меньше вопросов, чем задаёт тест.",
        "The bank holds fewer questions than the test asks.",
    ),
    "pilot.planned": ("Пилот не запланирован в карточке.", "The card plans no pilot."),
    "pilot.completions": (
        "Пилот прошло меньше людей, чем запланировано.",
        "Fewer have completed the pilot than was planned.",
    ),
    "pilot.pass_share": (
        "Доля прошедших пилот ниже запланированной.",
        "The share of those who passed the pilot is below the plan.",
    ),
    "remarks.open": ("Не на все замечания пилота есть ответ.", "Some remarks on the pilot have no answer."),
    "enrolments.open": (
        "На мероприятие ещё записаны люди, по которым нет решения.",
        "People are still enrolled whose outcome is open.",
    ),
    "speakers.confirmed": (
        "Не все докладчики подтвердили участие.",
        "Not every speaker has confirmed to take part.",
    ),
    "speakers.disclosed": (
        "Заявления докладчиков о конфликте интересов нет, или оно не действует в последний день.",
        "What a speaker has declared is missing, or does not hold on the last day.",
    ),
    "speakers.current": (
        "Карточка говорит об интересах докладчика не то, что он заявил последним: её подают заново.",
        "The card does not say what a speaker has declared last: it has to be submitted anew.",
    ),
    "speakers.interests": (
        "В засчитываемой части выступают докладчики, у которых есть интерес.",
        "Speakers who have an interest speak in the creditable part.",
    ),
    "speakers.sponsored": (
        "За спонсора выступает докладчик, который не заявил интереса.",
        "Whoever speaks for a sponsor has declared no interest.",
    ),
    # Revisions
    "activity.kind_fixed": (
        "Вид утверждённого мероприятия не меняют.",
        "The kind of an approved activity stays.",
    ),
    "credits.after_start": ("После начала баллы не меняют.", "After the start the credits stay."),
    "capacity.below_taken": ("Занято больше мест, чем будет.", "More seats are taken than there would be."),
    # The programme
    "credits.exceed_creditable_minutes": (
        "Баллов больше, чем засчитываемых академических часов программы.",
        "There are more credits than creditable academic hours in the agenda.",
    ),
    "presence.exceeds_creditable_minutes": (
        "Требуемое присутствие длиннее засчитываемой части программы.",
        "The required presence is longer than the creditable part of the agenda.",
    ),
    "code.repeated": ("Код повторяется.", "A code is repeated."),
    "sessions.time_zone": (
        "Укажите часовой пояс по базе IANA, например Asia/Novosibirsk.",
        "Name the time zone as in the IANA database, like Asia/Novosibirsk.",
    ),
    "sessions.order": ("Заседание кончается раньше, чем начинается.", "A session ends before it begins."),
    "sessions.outside": (
        "Заседание выходит за время мероприятия.",
        "A session is outside the time of the activity.",
    ),
    "sessions.overlap": (
        "Заседания одного потока пересекаются во времени.",
        "Sessions of one track overlap.",
    ),
    "agenda.session_unknown": ("Пункт программы назван в неизвестном заседании.", "An item has no session."),
    "agenda.outside_session": (
        "Пункт программы выходит за время заседания.",
        "An item is outside the time of its session.",
    ),
    "agenda.overlap": ("Пункты одного заседания пересекаются.", "Items of one session overlap."),
    "agenda.never_creditable": (
        "Такие пункты программы никогда не засчитываются.",
        "Items of this kind never count.",
    ),
    "agenda.speaker_unknown": ("Докладчика нет в списке.", "A speaker is not on the list."),
    "speakers.unknown": ("Такого докладчика в вашем реестре нет.", "Your register has no such speaker."),
    "speakers.undisclosed": (
        "Нет действующего заявления докладчика о конфликте интересов.",
        "A speaker has declared no interests, or too long ago.",
    ),
    "speakers.disclosure": (
        "Раскройте заинтересованность докладчика.",
        "Disclose what interests the speaker has.",
    ),
    "quota.exceeds_capacity": (
        "Бюджетных и льготных мест больше, чем всего мест.",
        "More seats are budgeted and subsidised than there are.",
    ),
    "price.subsidised_above": (
        "Льготная цена не может быть выше обычной.",
        "The subsidised price must not be above the price.",
    ),
}
