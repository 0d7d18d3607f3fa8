#!/usr/bin/python3
"""A real SMTP server (aiosmtpd) for tests: STARTTLS with the certificate given, log-in as foyer/secret required after it.

Prints "port N", then each message it takes as one line of JSON. Recipients that begin with "no-" are refused for good, those
that begin with "later-" for now (the first time only)."""
import asyncio
import json
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

seen = set()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.strip("<>")
        if name.startswith("no-"):
            return "550 5.1.1 No such person"
        if name.startswith("later-") and name not in seen:
            seen.add(name)
            return "451 4.7.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        parts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
        headers = {name.lower(): str(value) for name, value in message.items()}
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "headers": headers, "parts": parts,
                          "encrypted": session.ssl is not None}), flush=True)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and data.login == b"foyer" and data.password == b"secret"
    return AuthResult(success=right)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])

    def connection():
        return SMTP(Handler(), tls_context=context, require_starttls=True, auth_required=True, authenticator=authenticate)

    server = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", 0)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
