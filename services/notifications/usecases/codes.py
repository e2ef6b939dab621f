"""Sending what is neither stored nor logged: codes, and letters to addresses only the sender knows."""

from contracts.notifications import codes as contract
from contracts.notifications import letters
from contracts.notifications.codes import CodeStatus
from kernel.messages import Nothing
from services.notifications.channels import MessageGateway
from services.notifications.domain import messages


def send_code(sms: MessageGateway, mail: MessageGateway, command: contract.SendCode) -> contract.CodeDelivery:
    """Hand the code to the SMS gateway, or else to the mail gateway; that both refuse is an answer, too."""
    text = messages.code_text(command.purpose, command.code, command.language)
    if sms.send(str(command.phone), text):
        return contract.CodeDelivery(status=CodeStatus.SENT)
    subject = messages.code_subject(command.language)
    if command.email is not None and mail.send(str(command.email), text, subject):
        return contract.CodeDelivery(status=CodeStatus.SENT_BY_EMAIL)
    return contract.CodeDelivery(status=CodeStatus.NOT_DELIVERED)


def send_email_code(mail: MessageGateway, command: contract.SendEmailCode) -> contract.CodeDelivery:
    text = messages.code_text(command.purpose, command.code, command.language)
    is_taken = mail.send(str(command.email), text, messages.code_subject(command.language))
    return contract.CodeDelivery(status=CodeStatus.SENT if is_taken else CodeStatus.NOT_DELIVERED)


def send_letter(mail: MessageGateway, command: letters.SendLetter) -> Nothing:
    """Whatever becomes of it: who sent it does not wait."""
    words = messages.letter(command.topic, command.language)
    mail.send(str(command.email), words.text, words.title)
    return Nothing()


def send_text(sms: MessageGateway, command: letters.SendText) -> Nothing:
    """Likewise, to a phone."""
    sms.send(str(command.phone), messages.letter(command.topic, command.language).text)
    return Nothing()
