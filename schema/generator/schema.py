"""The protobuf schema as plain values, with its comments: what every emitter reads."""

import importlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from google.protobuf import descriptor_pb2

FOLDER = Path(__file__).resolve().parent.parent
FILES = ["options", "errors", "model", "feed", "http", "rest"]

_F = descriptor_pb2.FieldDescriptorProto
SCALARS = {_F.TYPE_UINT32: "uint32", _F.TYPE_DOUBLE: "double", _F.TYPE_STRING: "string", _F.TYPE_BOOL: "bool"}


@dataclass
class Field:
    name: str
    json_name: str
    kind: str  # uint32, double, string, bool, message, enum
    type_name: str  # of a message or an enum
    repeated: bool
    optional: bool  # explicit presence
    required: bool  # a message that the sender always fills
    oneof: str  # the name of the oneof it is in
    doc: str


@dataclass
class Message:
    name: str
    file: str
    doc: str
    fields: list[Field] = field(default_factory=list)

    @property
    def oneof(self):
        return next((f.oneof for f in self.fields if f.oneof), "")


@dataclass
class EnumValue:
    name: str
    number: int
    doc: str
    sentence: str
    http_status: int


@dataclass
class Enum:
    name: str
    file: str
    doc: str
    values: list[EnumValue] = field(default_factory=list)


@dataclass
class Route:
    """A call of REST."""
    name: str
    doc: str
    method: str
    path: str  # ":name" is a field of the request
    scope: str  # read, write, admin, command, login
    creates: bool
    request: str
    answer: str


@dataclass
class Schema:
    messages: dict[str, Message]
    enums: dict[str, Enum]
    file_docs: dict[str, str]
    routes: list[Route] = field(default_factory=list)


def load() -> Schema:
    """Runs protoc over schema/*.proto. Raises SystemExit with a sentence where the schema uses what we do not support."""
    options, files = _compile()
    schema = Schema({}, {}, {})
    for file in files:
        if file.package != "foyer.v1":
            continue
        docs = _comments(file)
        name = file.name.removesuffix(".proto")
        schema.file_docs[name] = docs.get((12,), "")  # the comment above `syntax`
        for i, message in enumerate(file.message_type):
            schema.messages[message.name] = _message(message, name, docs, (4, i), options)
        for i, enum in enumerate(file.enum_type):
            schema.enums[enum.name] = _enum(enum, name, docs, (5, i), options)
        for i, service in enumerate(file.service):
            schema.routes += [_route(method, docs.get((6, i, 2, j), ""), options) for j, method in enumerate(service.method)]
    return schema


def _route(method, doc, options):
    extensions = method.options.Extensions
    verb, path = extensions[options.route].split(" ")
    scope = extensions[options.scope]
    if scope not in ("read", "write", "admin", "command", "login"):
        raise SystemExit(f"{method.name}: unknown scope {scope}")
    return Route(method.name, doc, verb, path, scope, extensions[options.creates], method.input_type.split(".")[-1],
                 method.output_type.split(".")[-1])


def _compile():
    with tempfile.TemporaryDirectory() as folder:
        protos = [f"{name}.proto" for name in FILES]
        command = ["protoc", f"--proto_path={FOLDER}", "--include_source_info", "--include_imports",
                   f"--descriptor_set_out={folder}/schema.bin", f"--python_out={folder}"]
        if subprocess.run(command + protos).returncode != 0:
            raise SystemExit("protoc refuses the schema")
        sys.path.insert(0, folder)
        sys.dont_write_bytecode = True
        options = importlib.import_module("options_pb2")  # registers our options before the set is parsed
        sys.path.remove(folder)
        descriptors = descriptor_pb2.FileDescriptorSet()
        descriptors.ParseFromString(Path(folder, "schema.bin").read_bytes())
        return options, descriptors.file


def _comments(file):
    docs = {}
    for location in file.source_code_info.location:
        text = location.leading_comments or location.trailing_comments
        if text:
            docs[tuple(location.path)] = "\n".join(line.removeprefix(" ").rstrip() for line in text.rstrip().split("\n"))
    return docs


def _message(descriptor, file, docs, path, options):
    if descriptor.nested_type or descriptor.enum_type:
        raise SystemExit(f"{descriptor.name}: nested types and maps are not supported")
    real_oneofs = {f.oneof_index for f in descriptor.field if f.HasField("oneof_index") and not f.proto3_optional}
    if len(real_oneofs) > 1:
        raise SystemExit(f"{descriptor.name}: at most one oneof is supported")
    message = Message(descriptor.name, file, docs.get(path, ""))
    for i, f in enumerate(descriptor.field):
        in_oneof = f.HasField("oneof_index") and not f.proto3_optional
        message.fields.append(Field(
            name=f.name, json_name=f.json_name, kind=_kind(f, descriptor.name), type_name=f.type_name.split(".")[-1],
            repeated=f.label == _F.LABEL_REPEATED, optional=f.proto3_optional,
            required=f.options.Extensions[options.required],
            oneof=descriptor.oneof_decl[f.oneof_index].name if in_oneof else "", doc=docs.get(path + (2, i), "")))
    return message


def _kind(f, message):
    if f.type == _F.TYPE_MESSAGE:
        return "message"
    if f.type == _F.TYPE_ENUM:
        return "enum"
    if f.type not in SCALARS:
        raise SystemExit(f"{message}.{f.name}: this type is not supported; use uint32, double, string, bool")
    return SCALARS[f.type]


def _enum(descriptor, file, docs, path, options):
    enum = Enum(descriptor.name, file, docs.get(path, ""))
    for i, v in enumerate(descriptor.value):
        enum.values.append(EnumValue(v.name, v.number, docs.get(path + (2, i), ""),
                                     v.options.Extensions[options.error_sentence], v.options.Extensions[options.http_status]))
    if [v.number for v in enum.values] != list(range(len(enum.values))):
        raise SystemExit(f"{enum.name}: the numbers must be 0, 1, 2 … in order")
    return enum
