"""schema/openapi/openapi.json (served as /api/v1/openapi.json) and the reference in docs/rest.md."""

import json
import re
from pathlib import Path

from .docs import _code_safe, _enum, _message, _line
from .rest_routes import HEADER_FIELDS, body_fields, parameters
from .schema import FOLDER, Field, Route, Schema

SCALARS = {"uint32": {"type": "integer", "minimum": 0, "maximum": 4294967295}, "double": {"type": "number"},
           "string": {"type": "string"}, "bool": {"type": "boolean"}}
SCOPES = {"read": "an API key with the scope `read`", "write": "an API key with the scope `write`",
          "admin": "an API key of an administrator with the scope `admin`", "command": "an API key with the scope `command`",
          "login": "no API key: people who have logged in only"}


def emit(schema: Schema) -> dict[str, str]:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Foyer", "version": "1", "summary": "A self-hosted server for rooms.",
                 "description": schema.file_docs["rest"].split("\n\n", 1)[-1],
                 "license": {"name": "As the server's"} | {"identifier": "LicenseRef-Foyer"}},
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}, {"cookie": []}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": _paths(schema),
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "An API key, or the token of a session."},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "foyer_session", "description": "The session of a page."}},
            "responses": {"Refused": {
                "description": "Refused; nothing was changed. The code is stable for ever.",
                "headers": {"Retry-After": {"description": "Seconds after which it makes sense to come back.", "schema": {"type": "integer"}}},
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorAnswer"}}}}},
            "schemas": _schemas(schema)}}
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    return {"schema/openapi/openapi.json": text, "docs/rest.md": _docs(schema)}


TAGS = {"me": "The caller himself.", "sessions": "Logins of the caller.", "rooms": "Rooms, their members and messages.",
        "public-rooms": "Rooms that everybody of the company may enter.", "contacts": "Whom one may talk to.",
        "presence": "Who is online.", "companies": "For administrators.", "users": "Accounts, for administrators.",
        "keys": "API keys of the caller.", "webhooks": "Calls that Foyer makes when something happens, for administrators.",
        "admin": "Rooms and invitations of everybody, for administrators.",
        "audit": "Who looked at, changed and exported what, for administrators.",
        "log-level": "How much the server logs, for administrators.", "invitations": "People from outside.", "files": "Files on their way.",
        "roster-exceptions": "Colleagues whom the company's setting does not join."}


def _tag(route: Route) -> str:
    tag = route.path.split("/")[3]
    if tag not in TAGS:
        raise SystemExit(f"{route.name}: openapi.py has no words for {tag}")
    return tag


def _paths(schema: Schema) -> dict:
    paths: dict[str, dict] = {}
    for route in schema.routes:
        paths.setdefault(_braced(route.path), {})[route.method.lower()] = _operation(schema, route)
    return paths


def _braced(path: str) -> str:
    return re.sub(r":(\w+)", r"{\1}", path)


def _operation(schema: Schema, route: Route) -> dict:
    operation = {"operationId": route.name[0].lower() + route.name[1:], "tags": [_tag(route)], "summary": _summary(route),
                 "description": f"{' '.join(route.doc.split())}\n\nNeeds {SCOPES[route.scope]}."}
    listed = [_parameter(f, place) for f, place in parameters(schema, route)]
    if listed:
        operation["parameters"] = listed
    fields = body_fields(schema, route)
    if fields and route.method not in ("GET", "DELETE"):
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": _object(fields, "")}}}
    answer = {"description": "Done.", "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{route.answer}"}}}}
    if route.creates:
        answer |= {"description": "Created.", "headers": {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}}
    operation["responses"] = {"201" if route.creates else "200": answer,
                              "4XX": {"$ref": "#/components/responses/Refused"}, "5XX": {"$ref": "#/components/responses/Refused"}}
    return operation


def _summary(route: Route) -> str:
    return " ".join(re.findall(r"[A-Z][a-z]*", route.name)).capitalize()


def _parameter(f: Field, place: str) -> dict:
    name = HEADER_FIELDS[f.name] if place == "header" else f.name
    parameter = {"name": name, "in": place, "schema": SCALARS[f.kind] if f.kind in SCALARS else {"$ref": f"#/components/schemas/{f.type_name}"}}
    if f.doc:
        parameter["description"] = " ".join(f.doc.split())
    return parameter | ({"required": True} if place == "path" else {})


def _schema(f: Field) -> dict:
    one = dict(SCALARS[f.kind]) if f.kind in SCALARS else {"$ref": f"#/components/schemas/{f.type_name}"}
    if f.repeated:
        one = {"type": "array", "items": one}
    return one | ({"description": " ".join(f.doc.split())} if f.doc else {})


def _object(fields: list[Field], doc: str) -> dict:
    made: dict = {"type": "object"} | ({"description": " ".join(doc.split())} if doc else {})
    made["properties"] = {f.json_name: _schema(f) for f in fields}
    required = [f.json_name for f in fields if f.required]
    return made | ({"required": required} if required else {})


def _used(schema: Schema) -> set[str]:
    """Every type that an answer, a body or an error speaks of."""
    found: set[str] = set()

    def visit(name: str):
        if name in found:
            return
        found.add(name)
        if name in schema.messages:
            for f in schema.messages[name].fields:
                if f.type_name:
                    visit(f.type_name)

    visit("ErrorAnswer")
    for route in schema.routes:
        visit(route.answer)
        for f in schema.messages[route.request].fields:
            if f.type_name:
                visit(f.type_name)
    return found


def _schemas(schema: Schema) -> dict:
    used = _used(schema)
    made = {m.name: _object(m.fields, m.doc) for m in schema.messages.values() if m.name in used}
    for e in schema.enums.values():
        if e.name in used:
            values = {v.name: " ".join(v.doc.split()) for v in e.values if v.doc}
            doc = " ".join(e.doc.split() + [f"{name}: {text}" for name, text in values.items()])
            made[e.name] = {"type": "string", "enum": [v.name for v in e.values]} | ({"description": doc} if doc else {})
    return dict(sorted(made.items()))


def _docs(schema: Schema) -> str:
    out = [(Path(FOLDER) / "rest.intro.md").read_text().rstrip(), "", "## Calls", ""]
    tag = ""
    for route in schema.routes:
        if _tag(route) != tag:
            tag = _tag(route)
            out += [f"### {tag}", "", TAGS[tag], ""]
        out += _call(schema, route)
    out += ["## Bodies", ""]
    requests = {route.request for route in schema.routes}
    for message in schema.messages.values():
        if message.file == "rest" and message.name not in requests:
            out += _message(message)
    for enum in schema.enums.values():
        if enum.file == "rest":
            out += _enum(enum)
    # What stands in the feed's reference is described there.
    here = {m.name.lower() for m in schema.messages.values() if m.file == "rest"} | {e.name.lower() for e in schema.enums.values() if e.file == "rest"}
    return re.sub(r"\]\(#(\w+)\)", lambda m: m.group(0) if m.group(1) in here else f"](protocol.md#{m.group(1)})", "\n".join(out))


def _call(schema: Schema, route: Route) -> list[str]:
    out = [f"#### `{route.method} {_braced(route.path)}`", "", _code_safe(route.doc), "", f"Needs {SCOPES[route.scope]}.", ""]
    rows = [(HEADER_FIELDS[f.name] if place == "header" else f.name, place, f) for f, place in parameters(schema, route) if place != "path"]
    rows += [(f.json_name, "body", f) for f in body_fields(schema, route)]
    if rows:
        out += ["| | in | type | |", "|---|---|---|---|"]
        out += [f"| `{name}` | {place} | {_kind(f)} | {_line(f.doc)} |" for name, place, f in rows] + [""]
    status = "201, with Location, and" if route.creates else "200 and"
    return out + [f"Answers {status} [{route.answer}](#{route.answer.lower()}).", ""]


def _kind(f: Field) -> str:
    kind = {"uint32": "whole number", "double": "number", "string": "text", "bool": "true or false"}.get(f.kind) or \
        f"[{f.type_name}](#{f.type_name.lower()})"
    return f"list of {kind}" if f.repeated else kind
