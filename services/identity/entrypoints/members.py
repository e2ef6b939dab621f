"""Members of organisations, and whom they act for."""

from contracts.identity import members
from kernel.messages import Nothing
from kernel.rpc import serves
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import invitations, roles
from services.identity.usecases import members as membership


class MemberEntrypoints(Parts):
    """Joining, leaving, acting."""

    @serves(members.my_organisations)
    def my_organisations(self, query: Nothing) -> members.MembershipList:
        return membership.my_organisations(self.database, self.caller)

    @serves(members.act_for)
    def act_for(self, command: members.ActFor) -> members.ActingToken:
        return membership.act_for(self.database, self.mint, self.caller, command)

    @serves(members.list_members)
    def list_members(self, query: members.ListMembers) -> members.MemberPage:
        return membership.list_members(self.database, self.vault, self.caller, query)

    @serves(members.remove_member)
    def remove_member(self, command: members.RemoveMember) -> Nothing:
        return membership.remove_member(self.database, self.caller, command)

    @serves(members.withdraw_role)
    def withdraw_role(self, command: members.WithdrawRole) -> Nothing:
        return roles.withdraw_role(self.database, command)

    @serves(members.invite_member)
    def invite_member(self, command: members.InviteMember) -> members.Invitation:
        return invitations.invite_member(self.database, self.vault, self.caller, command)

    @serves(members.list_invitations)
    def list_invitations(self, query: members.NameOrganisation) -> members.InvitationList:
        return invitations.list_invitations(self.database, self.vault, self.caller, query)

    @serves(members.withdraw_invitation)
    def withdraw_invitation(self, command: members.WithdrawInvitation) -> Nothing:
        return invitations.withdraw_invitation(self.database, self.caller, command)

    @serves(members.my_invitations)
    def my_invitations(self, query: Nothing) -> members.InvitationList:
        return invitations.my_invitations(self.database, self.vault, self.caller)

    @serves(members.accept_invitation)
    def accept_invitation(self, command: members.NameInvitation) -> members.Membership:
        return invitations.accept_invitation(self.database, self.vault, self.caller, command)

    @serves(members.refuse_invitation)
    def refuse_invitation(self, command: members.NameInvitation) -> Nothing:
        return invitations.refuse_invitation(self.database, self.vault, self.caller, command)
