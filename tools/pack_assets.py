#!/usr/bin/python3
"""Packs built files (SDK, web app) into the one blob that the program carries.

    pack_assets.py OUT FOLDER=PREFIX…

Every file of FOLDER is served below PREFIX ("" or "/api"). A file `x.br` beside `x` is its brotli form; gzip forms are
made here. Read by server/gateway/http/asset.cpp: magic, count, then path, plain, gzip, brotli, each as length and bytes."""
import gzip
import struct
import sys
from pathlib import Path

MAGIC = b"foyerpk1"
WORTH_COMPRESSING = {".html", ".whtm", ".js", ".mjs", ".css", ".json", ".map", ".svg", ".txt", ".webmanifest", ".ts", ".md", ".ico"}


def blob(data):
    return struct.pack("<I", len(data)) + data


def compressed(path, data):
    if path.suffix not in WORTH_COMPRESSING:
        return b""
    small = gzip.compress(data, 9, mtime=0)
    return small if len(small) < len(data) * 0.95 else b""


def entries(folder, prefix):
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(".") for part in relative.parts) or path.suffix in (".br", ".gz"):
            continue
        data = path.read_bytes()
        brotli = path.with_name(path.name + ".br")
        yield f"{prefix}/{relative.as_posix()}".encode(), data, compressed(path, data), brotli.read_bytes() if brotli.exists() else b""


def main():
    out = Path(sys.argv[1])
    found = {}
    for argument in sys.argv[2:]:
        folder, _, prefix = argument.partition("=")
        for path, *forms in entries(Path(folder), prefix) if Path(folder).is_dir() else ():
            found[path] = forms
    packed = MAGIC + struct.pack("<I", len(found))
    for path, forms in found.items():
        packed += blob(path) + b"".join(blob(form) for form in forms)
    if not out.exists() or out.read_bytes() != packed:
        out.write_bytes(packed)


main()
