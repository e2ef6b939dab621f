"""What the gateway itself refuses, before any service is asked."""

from __future__ import annotations

from kernel.messages import Invalid, NotFound, ServiceError


class MalformedRequest(Invalid, ru="Запрос не удалось прочитать."):
    """The request cannot be read."""


class UnknownAddress(NotFound, ru="Такого адреса нет."):
    """There is nothing at this address."""


class MethodRefused(ServiceError, ru="Этот адрес не принимает такой метод."):
    """This address does not take that method."""


class NotAcceptable(ServiceError, ru="Ответ возможен только в виде application/json."):
    """The answer can only be application/json."""


class BodyTooLarge(ServiceError, ru="Запрос слишком большой."):
    """The body is too large."""


class UnsupportedMediaType(
    ServiceError, ru="Передайте запрос как application/json в кодировке UTF-8, без сжатия."
):
    """Send the body as application/json in UTF-8, not compressed."""


class HeadersTooLarge(ServiceError, ru="Заголовки запроса слишком большие."):
    """The headers are too large."""


class AddressTooLong(ServiceError, ru="Адрес запроса слишком длинный."):
    """The address of the request is too long."""


class TooSlow(ServiceError, ru="Запрос пришёл не полностью за отведённое время."):
    """The request did not arrive in time."""


class TooManyRequests(ServiceError, ru="Слишком много запросов."):
    """Too many requests; try again later."""


class InternalFailure(ServiceError, ru="Внутренняя ошибка. Сообщите её номер в поддержку."):
    """Something went wrong on our side; tell the support its reference."""


REFUSALS = (
    MalformedRequest,
    UnknownAddress,
    MethodRefused,
    NotAcceptable,
    BodyTooLarge,
    UnsupportedMediaType,
    HeadersTooLarge,
    AddressTooLong,
    TooSlow,
    TooManyRequests,
    InternalFailure,
)
