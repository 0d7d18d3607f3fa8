#!/usr/bin/python3
"""Writes everything that is generated from this folder (see README.md).

    schema/generate.py            writes the files
    schema/generate.py --check    writes nothing, names the files that are stale, and fails if there are any

Needs protoc and Debian's python3-protobuf.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from generator import configuration, cpp_json, docs, error_codes, openapi, rest_routes, schema, typescript  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent


def generated_files() -> dict[str, str]:
    """Path from the repository root -> content."""
    loaded = schema.load()
    files: dict[str, str] = {}
    for emitter in (error_codes, cpp_json, typescript, configuration, docs, rest_routes, openapi):
        files |= emitter.emit(loaded)
    return files


def main() -> int:
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        print(__doc__, file=sys.stderr)
        return 2
    stale = []
    for name, content in generated_files().items():
        path = ROOT / name
        if path.exists() and path.read_text() == content:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
    for name in stale:
        print(f"{'stale' if check else 'written'}: {name}")
    if check and stale:
        print("run schema/generate.py (./x gen) and commit what it writes")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
