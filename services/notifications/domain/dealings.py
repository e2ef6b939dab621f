"""The words of what organisations deal with: told to whoever acts for one of them."""

from __future__ import annotations

from contracts.catalogue import codes, seat_contracts
from kernel.messages import Event
from services.notifications.domain.words import Wording, told

DEALINGS: dict[type[Event], Wording] = {
    codes.CodesRefused: told(
        "batch_id",
        (
            "Коды больше не принимаются",
            "«{title}»: день {attended_on} пришёлся на приостановку и баллов не даёт, поэтому коды за этот "
            "день отклоняются. Если участники были в другой день, выдайте коды за него.",
        ),
        (
            "Codes are refused",
            "“{title}”: {attended_on} lies within a suspension and earns nothing, so codes for that day "
            "are refused. If people attended on another day, issue codes for it.",
        ),
    ),
    seat_contracts.SeatContractOffered: told(
        "contract_id",
        (
            "Работодатель хочет купить места",
            "«{title}»: мест — {seats}, по {price}, занять до {until}. Согласитесь, предложите свои условия "
            "или откажите.",
        ),
        (
            "An employer asks for seats",
            "“{title}”: {seats} seats at {price} each, to be taken by {until}. Agree, answer with other "
            "terms, or decline.",
        ),
    ),
    seat_contracts.SeatContractCountered: told(
        "contract_id",
        (
            "Предложены другие условия",
            "«{title}»: мест — {seats}, по {price}, занять до {until}. Ответ за вами.",
        ),
        (
            "Other terms are proposed",
            "“{title}”: {seats} seats at {price} each, by {until}. Your turn.",
        ),
    ),
    seat_contracts.SeatContractAgreed: told(
        "contract_id",
        (
            "Договор о местах заключён",
            "«{title}»: мест — {seats}, по {price}. Занять их можно до {until} включительно.",
        ),
        ("The seats are agreed", "“{title}”: {seats} seats at {price} each, to be taken by {until}."),
    ),
    seat_contracts.SeatContractEnded: told(
        "contract_id",
        (
            "Договор о местах завершён",
            "«{title}»: занято мест — {drawn}, возвращено — {returned}, к оплате {owed}.",
        ),
        ("A seat contract is over", "“{title}”: {drawn} seats taken, {returned} given back, {owed} owed."),
    ),
}
