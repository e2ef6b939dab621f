"""Госуслуги (ЕСИА) without citizens: the protocol of the real one, with five invented persons.

    python -m deploy.emulators.esia --port 8090 --client NMO --certificate suite.crt --return-url URL

    GET  /aas/oauth2/ac                 a page on which to choose whom to be; then back with a code
    POST /aas/oauth2/te                 a code, or a refresh token, for tokens; once
    GET  /aas/oauth2/jwks               the keys that sign them, and the one that will
    GET  /rs/prns/{oid}                 the person; also /ctts, /docs, /roles
    GET  /idp/ext/Logout                back at once

What no real one has:

    PUT  /switches {"down", "slow", "wrong_nonce", "expired"}
                                        fail like this from now on; what is not named ends
    POST /keys/rotation                 sign with the next key
    PUT  /personas/{oid} {"lastName"}   the registry has learnt something
"""
