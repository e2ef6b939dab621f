// A certified OpenID Provider on 127.0.0.1, with the clients and the accounts it is given as JSON.
// Prints its address when it listens. Whoever logs in with the name of an account is that person.

import http from 'node:http';

import Provider from 'oidc-provider';

const { clients, accounts } = JSON.parse(process.argv[2]);
const server = http.createServer();

server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients,
    claims: {
      openid: ['sub'],
      profile: ['family_name', 'given_name', 'middle_name', 'birthdate'],
      email: ['email', 'email_verified'],
      phone: ['phone_number', 'phone_number_verified'],
      snils: ['snils'],
    },
    cookies: { keys: ['of no importance'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, sub) => accounts[sub] && { accountId: sub, claims: () => ({ sub, ...accounts[sub] }) },
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
