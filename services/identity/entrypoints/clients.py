"""Programs of organisations: registering them, and the tokens they ask for."""

from contracts.identity import clients, oauth
from kernel.messages import Nothing
from kernel.rpc import serves
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import clients as programs
from services.identity.usecases import oauth as tokens


class ClientEntrypoints(Parts):
    """The register of programs, and OAuth."""

    @serves(clients.register_client)
    def register_client(self, command: clients.RegisterClient) -> clients.RegisteredClient:
        return programs.register_client(self.database, command)

    @serves(clients.list_clients)
    def list_clients(self, query: Nothing) -> clients.ClientList:
        return programs.list_clients(self.database)

    @serves(clients.renew_client_secret)
    def renew_client_secret(self, command: clients.NameClient) -> clients.RegisteredClient:
        return programs.renew_client_secret(self.database, command)

    @serves(clients.close_client)
    def close_client(self, command: clients.NameClient) -> Nothing:
        return programs.close_client(self.database, command)

    @serves(oauth.issue_token)
    def issue_token(self, command: oauth.RequestToken) -> oauth.IssuedToken:
        return tokens.issue_token(self.database, self.mint, self.caller, command)

    @serves(oauth.inspect_token)
    def inspect_token(self, query: oauth.InspectToken) -> oauth.TokenFacts:
        return tokens.inspect_token(self.database, self.mint, self.caller, query)

    @serves(oauth.revoke_token)
    def revoke_token(self, command: oauth.RevokeToken) -> Nothing:
        return tokens.revoke_token(self.database, self.mint, self.caller, command)
