"""Sending one-time codes, which are neither stored nor logged."""

from contracts.notifications import codes as contract
from services.notifications.channels import SmsGateway
from services.notifications.domain import sms


def send_code(gateway: SmsGateway, command: contract.SendCode) -> contract.CodeDelivery:
    """Hand the code to the SMS gateway, once; a refusal or silence is an answer, not an error."""
    accepted = gateway.send(str(command.phone), sms.text(command))
    return contract.CodeDelivery(
        status=contract.CodeStatus.SENT if accepted else contract.CodeStatus.NOT_DELIVERED
    )
