"""The words of every topic, Russian and English, and the facts they are filled with."""

from __future__ import annotations

from contracts.admission import applications, decisions
from contracts.catalogue import cohorts, enrolments, onboarding, participation, provider_desk
from contracts.credits import claim_desk, claims, cycles, ledger, lifecycle, plan_progress, quarantine
from contracts.identity import accounts, contacts, duplicates, sessions
from contracts.portfolio import confirmations, documents
from kernel.messages import Event
from services.notifications.domain.dealings import DEALINGS
from services.notifications.domain.words import Wording, Words, told

WORDINGS: dict[type[Event], Wording] = {
    accounts.PhoneConfirmed: told(
        "person_id",
        ("Телефон подтверждён", "Учётная запись действует. Откройте цикл и выберите мероприятия."),
        ("Phone confirmed", "Your account is active. Open a cycle and choose activities."),
    ),
    contacts.ContactsOutdated: told(
        "person_id",
        ("Проверьте контакты", "Давно не было подтверждения, что телефон и почта верны. Проверьте их."),
        ("Check your contacts", "It is long since phone and address were confirmed. Check them."),
    ),
    duplicates.PersonMerged: told(
        "merged_id",
        (
            "Учётные записи объединены",
            "У вас было две учётные записи, теперь одна — эта. В неё перенесены циклы и баллы (одно и то же "
            "мероприятие зачтено один раз), записи на мероприятия, планы и заявки, документы и "
            "подтверждения, заявления и решения, согласия и уведомления. Вход по прежней закрыт.",
        ),
        (
            "Your accounts are one",
            "You had two accounts; this one is kept. It has cycles and credits of both (one activity counts "
            "once), enrolments, plans and claims, documents and confirmations, applications and decisions, "
            "consents and notices. The other one is closed.",
        ),
    ),
    sessions.SessionUnusual: told(
        "session_id",
        ("Вход не как обычно", "Это были вы? Если нет, завершите остальные сеансы и смените пароль."),
        ("An unusual log-in", "Was it you? If not, end the other sessions and change the password."),
    ),
    contacts.ContactChanged: told(
        "person_id",
        ("Контакт изменён", "Теперь с вами связываются иначе: {kind}. Это были не вы? Завершите все сеансы."),
        ("Contact changed", "You are reached otherwise now: {kind}. Not you? End all sessions."),
    ),
    contacts.ContactDropped: told(
        "person_id",
        ("Адрес почты снят", "Ваш адрес не был подтверждён, и его подтвердил другой. Укажите свой."),
        ("Address dropped", "Somebody else has proved the address that you had typed. State your own."),
    ),
    cycles.CycleOpened: told(
        "cycle_id",
        ("Цикл открыт", "Цикл по специальности {speciality} открыт с {starts_on} до {ends_before}."),
        ("Cycle opened", "A cycle for speciality {speciality} runs from {starts_on} until {ends_before}."),
    ),
    cycles.CycleExtended: told(
        "cycle_id",
        ("Цикл продлён", "Цикл по специальности {speciality} продлён до {ends_before}: {legal_act}."),
        ("Cycle extended", "The cycle for {speciality} now runs until {ends_before}: {legal_act}."),
    ),
    lifecycle.CycleRenewed: told(
        "next_cycle_id",
        ("Начался следующий цикл", "Прежний цикл по специальности {speciality} окончен: {ends_before}."),
        ("The next cycle has begun", "The cycle before, for speciality {speciality}, ended: {ends_before}."),
    ),
    lifecycle.CycleClosed: told(
        "cycle_id",
        ("Цикл закрыт", "По специальности {speciality} зачтено {balance} ЗЕТ, приём сведений окончен."),
        ("Cycle closed", "The cycle for {speciality} came to {balance}; no more claims are accepted."),
    ),
    lifecycle.CheckpointReached: told(
        "cycle_id",
        ("Контрольная точка", "Прошло {months} мес. цикла: набрано {found} из рекомендованных {target} ЗЕТ."),
        ("Checkpoint", "After {months} months of the cycle: {found} of the advised {target} credits."),
    ),
    plan_progress.PlanApproved: told(
        "plan_id",
        ("План утверждён", "Версия {version} плана утверждена; об отклонениях от неё мы сообщим."),
        ("Plan approved", "Version {version} of your plan is approved; you will be told of deviations."),
    ),
    plan_progress.PlanReturned: told(
        "plan_id",
        ("План возвращён", "Работодатель просит изменить версию {version} плана; причина — в комментарии."),
        ("Plan returned", "Your employer asks for another version than {version}; a comment tells why."),
    ),
    plan_progress.DeviationDetected: told(
        "plan_id",
        ("Отклонение от плана", "{subject_code}: по плану {required}, фактически {found}."),
        ("Deviation from the plan", "{subject_code}: {required} by the plan, {found} in fact."),
    ),
    enrolments.EnrolmentOpened: told(
        "enrolment_id",
        ("Вы записаны на мероприятие", "«{title}», начало {starts_at}."),
        ("You are enrolled", "“{title}”, starts {starts_at}."),
    ),
    enrolments.EnrolmentCancelled: told(
        "enrolment_id",
        ("Запись отменена", "Ваше место на мероприятии освобождено."),
        ("Enrolment cancelled", "Your seat has been given back."),
    ),
    cohorts.EnrolmentProposed: told(
        "enrolment_id",
        (
            "Работодатель предлагает обучение",
            "«{title}», до {due_on}. Место займёте, если согласитесь.",
        ),
        ("Your employer proposes an activity", "“{title}”, by {due_on}. You take a seat if you accept."),
    ),
    participation.SeatOffered: told(
        "enrolment_id",
        ("Для вас освободилось место", "«{title}»: место оставлено за вами до {until}. Подтвердите его."),
        ("A seat has come up for you", "“{title}”: it is kept for you until {until}. Accept it."),
    ),
    participation.EnrolmentRefused: told(
        "enrolment_id",
        ("Организация не приняла заявку", "«{title}»: место не предоставлено. Причина — в отчёте о записи."),
        ("The provider gives no seat", "“{title}”: see the report of the enrolment for the reason."),
    ),
    onboarding.ProviderApplicationSubmitted: told(
        "application_id",
        ("Заявка организации принята", "Заявка {number} подана, решение — не позднее {decide_by}."),
        ("Organisation's application received", "Application {number} will be decided by {decide_by}."),
    ),
    provider_desk.ProviderApplicationReturned: told(
        "application_id",
        ("Заявка организации на доработке", "Заявка {number} возвращена. Причины: {reasons}."),
        ("Organisation's application returned", "Application {number} came back. Reasons: {reasons}."),
    ),
    provider_desk.ProviderApplicationRejected: told(
        "application_id",
        ("Заявка организации отклонена", "Заявка {number} отклонена. Причины: {reasons}."),
        ("Organisation's application rejected", "Application {number} is rejected. Reasons: {reasons}."),
    ),
    provider_desk.ProviderApplicationClosed: told(
        "application_id",
        (
            "Кабинет организации открыт",
            "Заявка {number} одобрена. Войдите заново, чтобы действовать от её имени.",
        ),
        ("Organisation admitted", "Application {number} is approved. Log in again to act for it."),
    ),
    ledger.EntryPosted: told(
        "entry_id",
        ("Начислены ЗЕТ", "«{title}»: {credits} ЗЕТ. Всего в цикле: {balance}."),
        ("Credits posted", "“{title}”: {credits} credits. In this cycle: {balance}."),
    ),
    ledger.EntryReversed: told(
        "entry_id",
        ("ЗЕТ сторнированы", "Снято {credits} ЗЕТ. Всего в цикле: {balance}."),
        ("Credits reversed", "{credits} credits were taken back. In this cycle: {balance}."),
    ),
    ledger.ClaimRejected: told(
        "claim_id",
        ("ЗЕТ не начислены", "«{title}» пока не зачтено, причина: {code}. Запись ждёт исправления."),
        ("Credits not posted", "“{title}” is not credited yet: {code}. The record waits to be mended."),
    ),
    quarantine.ClaimDropped: told(
        "claim_id",
        ("Запись снята", "«{title}» не будет зачтено, причина: {code}."),
        ("Record dropped", "“{title}” will not be credited: {code}."),
    ),
    claims.ManualClaimSubmitted: told(
        "claim_id",
        ("Заявка на зачёт принята", "«{title}»: квитанция {receipt}."),
        ("Claim received", "“{title}”: receipt {receipt}."),
    ),
    claim_desk.ManualClaimReturned: told(
        "claim_id",
        (
            "Нужны сведения по заявке",
            "«{title}», квитанция {receipt}: прочтите замечания и дополните заявку.",
        ),
        (
            "More is needed for your claim",
            "“{title}”, receipt {receipt}: read the comments, complete the claim.",
        ),
    ),
    claim_desk.ManualClaimRefused: told(
        "claim_id",
        ("В зачёте отказано", "«{title}», квитанция {receipt}, причина: {reason}."),
        ("Claim refused", "“{title}”, receipt {receipt}, reason: {reason}."),
    ),
    claim_desk.ClaimAuditOpened: told(
        "claim_id",
        ("Заявка выбрана для проверки", "Квитанция {receipt}: сохраните подлинники документов."),
        ("Your claim is being audited", "Receipt {receipt}: keep the originals of your documents."),
    ),
    claim_desk.ClaimAuditSettled: told(
        "claim_id",
        ("Проверка заявки завершена", "Квитанция {receipt}: {outcome}."),
        ("Audit of your claim is over", "Receipt {receipt}: {outcome}."),
    ),
    confirmations.ConfirmationIssued: told(
        "confirmation_id",
        ("Акт подтверждения готов", "«{title}», акт {number}. Его можно скачать."),
        ("Confirmation act issued", "“{title}”, act {number}. It can be downloaded."),
    ),
    confirmations.ConfirmationRevoked: told(
        "confirmation_id",
        ("Акт подтверждения отозван", "Акт {number} больше не действует."),
        ("Confirmation act revoked", "Act {number} is no longer valid."),
    ),
    documents.DocumentVerified: told(
        "document_id",
        ("Документ принят", "Документ вида {document_type} прошёл проверку."),
        ("Document accepted", "Your document of type {document_type} has passed the checks."),
    ),
    documents.DocumentRejected: told(
        "document_id",
        ("Документ отклонён", "Причины: {codes}. Исправьте и загрузите документ снова."),
        ("Document rejected", "Reasons: {codes}. Correct it and upload it again."),
    ),
    applications.ApplicationSubmitted: told(
        "application_id",
        ("Заявление принято", "Заявление {number} зарегистрировано, идут автоматические проверки."),
        ("Application received", "Application {number} is registered; automatic checks are running."),
    ),
    applications.ApplicationChecked: told(
        "application_id",
        ("Проверки завершены", "Заявление {number} передано рецензенту. Замечания: {codes}."),
        ("Checks finished", "Application {number} is with a reviewer. Remarks: {codes}."),
    ),
    applications.ApplicationWithdrawn: told(
        "application_id",
        ("Заявление отозвано", "Заявление {number} отозвано по вашей просьбе."),
        ("Application withdrawn", "Application {number} was withdrawn at your request."),
    ),
    decisions.ApplicationDecided: told(
        "application_id",
        ("Решение принято", "По заявлению {number} принято решение, протокол {protocol_number}."),
        ("Decision taken", "Application {number} has been decided, protocol {protocol_number}."),
    ),
    decisions.AdmissionGranted: told(
        "application_id",
        ("Допуск предоставлен", "Свидетельство {act_number} действует с {valid_from} до {valid_before}."),
        ("Admission granted", "Certificate {act_number} is valid from {valid_from} until {valid_before}."),
    ),
    decisions.ActIssued: told(
        "application_id",
        ("Акт составлен", "Акт {act_number} можно скачать в личном кабинете."),
        ("Act issued", "Act {act_number} can be downloaded from your cabinet."),
    ),
    **DEALINGS,
}

# What tells that an event only moves what its person had before two accounts became one.
_CARRYING = ("carried_from", "carried_to", "twin", "superseded_by")

BY_TOPIC = {event.type: wording for event, wording in WORDINGS.items()}


def is_news(event: Event) -> bool:
    """Whether it is worth a notice: somebody is to be told, and not of what a merger of accounts moves."""
    if getattr(event, "person_id", None) is None:
        return False
    return all(getattr(event, name, None) is None for name in _CARRYING)


def facts(event: Event, dumped: dict[str, object]) -> dict[str, str]:
    """The facts of `dumped` that the words of its topic mention; nothing else is kept."""
    words = WORDINGS[type(event)]
    mentioned = f"{words.ru.title}{words.ru.text}{words.en.title}{words.en.text}"
    return {name: _said(value) for name, value in dumped.items() if f"{{{name}}}" in mentioned}


def words(topic: str, known: dict[str, str], language: str) -> Words:
    """The notice in `language` (ru or en; ru when it is neither)."""
    wording = BY_TOPIC[topic]
    chosen = wording.en if language == "en" else wording.ru
    return Words(title=chosen.title.format_map(known), text=chosen.text.format_map(known))


def _said(value: object) -> str:
    return ", ".join(map(str, value)) or "—" if isinstance(value, list) else str(value)
