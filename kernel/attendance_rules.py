"""What people read for the rules of seats and attendance: code -> Russian, English. See `kernel.rules`."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    # Seats that employers buy
    "seat_contract.until": (
        "Последний день: не раньше сегодняшнего и не позже конца мероприятия.",
        "The last day lies between today and the end of the activity.",
    ),
    "seat_contract.seats": ("Столько мест у мероприятия нет.", "The activity has fewer seats."),
    "seat_contract.cohort": ("Такой группы у работодателя нет.", "The employer has no such group."),
    "seat_contract.not_enough_left": (
        "Столько свободных мест этого вида не осталось.",
        "So many seats of this kind are not left.",
    ),
    "seat_contract.nothing_left": (
        "По договору работодателя мест больше нет или срок договора истёк.",
        "Nothing is left of the seats that the employer has bought, or its last day is over.",
    ),
    "seat_contract.turn": (
        "Сейчас ответа ждут от другой стороны договора.",
        "The other party is to answer now.",
    ),
    "seat_contract.bought": (
        "Места уже выкуплены: расторгнуть договор может только работодатель.",
        "The seats are bought: only the employer may end the contract.",
    ),
    # Attendance
    "correction.not_completed": ("Участие не подтверждено.", "The completion has not been vouched for."),
    "correction.too_late": (
        "Срок, в который подтверждение можно отозвать, истёк.",
        "The time in which a completion may be taken back is over.",
    ),
    "attendance.activity_suspended": (
        "В этот день мероприятие было приостановлено и баллов не давало.",
        "The activity was suspended on that day, and earned nothing.",
    ),
    "attendance.provider_suspended": (
        "В этот день работа организации была приостановлена: её мероприятия баллов не давали.",
        "The provider was suspended on that day, and its activities earned nothing.",
    ),
    "enrolment.unknown": ("Такой записи на это мероприятие нет.", "There is no such enrolment."),
    # Confirmation codes
    "confirmation_code.format": (
        "Код подтверждения: шестнадцать букв и цифр, XXXX-XXXX-XXXX-XXXX.",
        "A confirmation code has sixteen letters and digits, XXXX-XXXX-XXXX-XXXX.",
    ),
    "confirmation_code.checksum": ("В коде опечатка.", "There is a typing error in the code."),
    "confirmation_code.revoked": ("Организация отозвала код.", "The provider has revoked the code."),
    "confirmation_code.expired": ("Срок действия кода истёк.", "The code has expired."),
    # Presence
    "presence.time": ("Сейчас мероприятие не идёт.", "The event does not take place now."),
    "presence.recording": (
        "Мероприятие закончилось: просмотр записи не заменяет участия и баллов за него не даёт.",
        "The event is over: watching its recording is no presence, and earns nothing of it.",
    ),
    "attendance.recording": (
        "Просмотр записи не даёт баллов живого мероприятия; для этого нужен отдельный одобренный модуль.",
        "A recording earns nothing of a live event; that takes a module of its own, approved as such.",
    ),
    "presence.not_open": ("Учёт присутствия ещё не открыт.", "Presence is not watched yet."),
    "presence.closed": ("Учёт присутствия закрыт.", "Presence has been judged already."),
    "presence.going_on": ("Мероприятие ещё идёт.", "The event still goes on."),
    "presence.outage": (
        "Сбой должен лежать внутри прошедшей части мероприятия.",
        "An outage lies within the part of the event that has passed.",
    ),
    # Rosters
    "activity.not_open": ("Мероприятие больше не открыто.", "The activity is no longer open."),
    "table.encoding": (
        "Сохраните файл в кодировке UTF-8 или Windows-1251.",
        "Save the file as UTF-8 or Windows-1251.",
    ),
    "table.syntax": ("Строка таблицы оборвана.", "A row of the table is broken off."),
    "table.workbook": (
        "Файл повреждён или это не таблица XLSX.",
        "The file is damaged, or no XLSX workbook.",
    ),
    "table.unpacked": ("Файл слишком велик в распакованном виде.", "Unpacked, the file is too large."),
    "roster.unreadable": ("Файл не удалось прочитать.", "The file could not be read."),
    "roster.heading": (
        "В заголовке нужны столбцы «СНИЛС» (или номер записи), «Дата» и «Минуты».",
        "The heading needs the columns snils (or enrolment_id), attended_on and minutes.",
    ),
    "table.heading": ("В заголовке нет нужных столбцов.", "Columns are missing in the heading."),
    "table.heading_repeated": ("Столбец в заголовке повторяется.", "A column of the heading is repeated."),
    "table.too_long": ("В файле слишком много строк.", "The file has too many rows."),
    "roster.who": (
        "Назовите участника одним способом: СНИЛС, номер учётной записи или номер записи на мероприятие.",
        "Name the participant in one way: snils, person_id or enrolment_id.",
    ),
    "table.formula": ("Вместо формулы укажите значение.", "Give a value in place of the formula."),
    "roster.other_activity": (
        "Строка относится к другому мероприятию.",
        "The row is about another activity.",
    ),
    "roster.surname": (
        "По этому СНИЛС записан человек с другой фамилией.",
        "Under this number somebody of another surname has enrolled.",
    ),
    "roster.repeated": ("Участник уже назван выше.", "The participant is named above already."),
    # Enrolments
    "enrolment.cancel_until": (
        "По условиям мероприятия отказаться от места уже нельзя.",
        "By the terms of the activity the seat can no longer be given back.",
    ),
    "enrolment.offer_expired": (
        "Срок, на который место было оставлено за вами, истёк.",
        "The time for which the seat was kept for you is over.",
    ),
    "enrolment.before_end": ("Мероприятие ещё не закончилось.", "The activity is not over yet."),
    "enrolment.prerequisites": (
        "Мероприятия, которых требует это, пройдены.",
        "The activities that this one builds upon are completed.",
    ),
    "eligibility.version": ("Редакция карточки действует.", "The edition of the card is in force."),
    "quota.below_taken": (
        "Занято больше мест этого вида, чем будет.",
        "More seats of this kind are taken than there would be.",
    ),
}
