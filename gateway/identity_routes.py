"""The routes of persons and organisations; see `gateway.routes`."""

from __future__ import annotations

from contracts.identity import codes, contacts, duplicates, members, modules, profession, verification
from gateway.route import Route

PERSONS = (
    Route("GET", "/v1/me/passport", verification.my_passport),
    Route("PUT", "/v1/me/passport", verification.state_passport),
    Route("GET", "/v1/me/verification", verification.my_verification),
    Route("GET", "/v1/me/profession", profession.my_profession),
    Route("PUT", "/v1/me/profession", profession.describe_profession),
    Route("GET", "/v1/posts", profession.list_posts),
)

MODULES = (
    Route("GET", "/v1/modules", modules.list_modules),
    Route("GET", "/v1/me/modules", modules.my_modules),
    Route("POST", "/v1/me/modules", modules.activate_module, 201, "/v1/me/modules"),
    Route("DELETE", "/v1/me/modules/{module}", modules.deactivate_module, 204),
    Route("GET", "/v1/me/onboarding", modules.my_onboarding),
)

ORGANISATION = "/v1/organisations/{organisation_id}"
INVITATION = "/v1/invitations/{invitation_id}"
MEMBERS = (
    Route("GET", "/v1/me/organisations", members.my_organisations),
    Route("PUT", "/v1/me/acting", members.act_for),
    Route("GET", "/v1/me/invitations", members.my_invitations),
    Route("POST", f"{INVITATION}/acceptance", members.accept_invitation),
    Route("POST", f"{INVITATION}/refusal", members.refuse_invitation, 204),
    Route("GET", f"{ORGANISATION}/members", members.list_members),
    Route("DELETE", f"{ORGANISATION}/members/{{person_id}}", members.remove_member, 204),
    Route("POST", "/v1/people/{person_id}/roles/withdrawal", members.withdraw_role, 204),
    Route("GET", f"{ORGANISATION}/invitations", members.list_invitations),
    Route("POST", f"{ORGANISATION}/invitations", members.invite_member, 201, f"{ORGANISATION}/invitations"),
    Route("DELETE", f"{ORGANISATION}/invitations/{{invitation_id}}", members.withdraw_invitation, 204),
)

CONTACTS = (
    Route("GET", "/v1/me/contacts", contacts.my_contacts),
    Route("POST", "/v1/me/contacts/check", contacts.confirm_contacts),
    Route("POST", "/v1/me/contacts/phone", contacts.change_phone, 201),
    Route("POST", "/v1/me/contacts/phone/confirmation", contacts.confirm_new_phone),
    Route("PUT", "/v1/me/contacts/email", contacts.change_email),
    Route("POST", "/v1/me/contacts/email/code", contacts.prove_email, 201),
    Route("POST", "/v1/me/contacts/email/confirmation", contacts.confirm_email),
)

DUPLICATES = (
    Route("GET", "/v1/one-time-codes", codes.count_codes),
    Route("GET", "/v1/duplicates", duplicates.list_duplicates),
    Route("POST", "/v1/duplicates/{duplicate_id}/merger", duplicates.merge_accounts, 204),
    Route("POST", "/v1/duplicates/{duplicate_id}/dismissal", duplicates.dismiss_duplicate, 204),
)

REGISTER = (*DUPLICATES, *PERSONS, *CONTACTS, *MODULES, *MEMBERS)
