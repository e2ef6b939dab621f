"""How people are reached."""

from datetime import timedelta

from contracts.identity import contacts
from kernel.messages import Nothing
from kernel.rpc import serves
from kernel.timers import every
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import contacts as own_contacts
from services.identity.usecases import emails


class ContactEntrypoints(Parts):
    """Checking contacts, and changing them."""

    @serves(contacts.my_contacts)
    def my_contacts(self, query: Nothing) -> contacts.Contacts:
        return own_contacts.my_contacts(self.database, self.vault, self.caller)

    @serves(contacts.confirm_contacts)
    def confirm_contacts(self, command: Nothing) -> contacts.Contacts:
        return own_contacts.confirm_contacts(self.database, self.vault, self.caller)

    @serves(contacts.change_phone)
    def change_phone(self, command: contacts.ChangePhone) -> contacts.PhoneChange:
        return own_contacts.change_phone(self.database, self.vault, self.rpc, self.caller, command)

    @serves(contacts.confirm_new_phone)
    def confirm_new_phone(self, command: contacts.ConfirmNewPhone) -> contacts.Contacts:
        return own_contacts.confirm_new_phone(self.database, self.vault, self.rpc, self.caller, command)

    @serves(contacts.change_email)
    def change_email(self, command: contacts.ChangeEmail) -> contacts.Contacts:
        return emails.change_email(self.database, self.vault, self.caller, command)

    @serves(contacts.prove_email)
    def prove_email(self, command: Nothing) -> contacts.Contacts:
        return emails.prove_email(self.database, self.vault, self.rpc, self.caller)

    @serves(contacts.confirm_email)
    def confirm_email(self, command: contacts.ConfirmEmail) -> contacts.Contacts:
        return emails.confirm_email(self.database, self.vault, self.rpc, self.caller, command)

    @every(timedelta(hours=6))
    def remind_of_contacts(self) -> None:
        own_contacts.remind(self.database)

    @every(timedelta(hours=6))
    def reseal_contacts(self) -> None:
        own_contacts.reseal(self.database, self.vault)
