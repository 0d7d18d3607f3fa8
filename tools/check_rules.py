#!/usr/bin/python3
"""The rules of the map in ARCHITECTURE.md that a compiler does not check: who may include whom, what stays out of tests,
and that texts name files that are there.

Prints one line for each offence and exits with 1 if there is any."""
import re
import subprocess
import sys

# For each folder the folders it may include from, besides itself and lib/base.
# lib/precompiled holds nothing of ours; generated protobuf headers count as lib/wire.
MAY_INCLUDE = {
    "lib/base": [],
    "lib/precompiled": [],
    "lib/async": [],
    "lib/wire": [],
    "lib/net": ["lib/async"],
    "server/domain": [],
    "server/ports": ["lib/async", "server/domain"],
    "server/app": ["lib/async", "server/domain", "server/ports"],
    "server/config": [],
    "server/storage": ["lib/async", "server/domain", "server/ports"],
    "server/backup": ["server/storage"],
    "server/world": ["lib/async", "server/domain", "server/ports"],
    "server/delivery": ["lib/async", "server/domain", "server/ports"],
    "server/cli": ["lib/wire", "lib/net"],
    "server/gateway": ["lib/async", "lib/wire", "lib/net", "server/domain", "server/ports", "server/app"],
}
# These see everything: they wire, test and measure.
FREE = ("server/main", "tests", "bench")
# Adapters and gateways never see each other; what several of a kind share has a folder of its own.
SIBLINGS = {"server/storage": {"server/storage/rules"}, "server/gateway": {"server/gateway/http", "server/gateway/wire"}}

DOMAIN_KNOWS_NOT = re.compile(r'#include <(boost/asio|spdlog|random|sqlite3|openssl)|(system|steady)_clock::now')
TEST_KNOWS_NOT = re.compile(r'sleep_for|sleep_until|system_clock::now|steady_clock::now|\busleep\(')
# g++ 12 destroys such a temporary twice. Ids are harmless: they own nothing.
TEMPORARY_AWAITED = re.compile(r'co_await [^;]*?\b(?!\w+Id\{|Seq|Millis)[A-Z]\w+\{[^}]')
CONDITION_AWAITED = re.compile(r'\bwhile \([^;]*co_await')
INCLUDE = re.compile(r'^\s*#include "([^"]+)"')
NAMED_IN_TEXT = re.compile(r'`(?:[\w/.]*/)?([a-z]\w*\.[ch]pp)`')


def layer_of(path):
    return next((layer for layer in MAY_INCLUDE if path.startswith(layer + "/")), None)


def complaints_about(path, lines):
    layer = layer_of(path)
    is_test = path.endswith("_test.cpp") or "_fixture." in path
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if found and layer and not path.startswith(FREE):
            yield from wrong_include(path, number, layer, found.group(1), is_test)
        if layer == "server/domain" and not is_test and DOMAIN_KNOWS_NOT.search(line):
            yield f"{path}:{number}: the domain knows no clock, random source, logger or I/O"
        if TEMPORARY_AWAITED.search(line) and "[" not in line:
            yield f"{path}:{number}: give the awaited call's argument a name (docs/decisions/0004)"
        if CONDITION_AWAITED.search(line):
            yield f"{path}:{number}: await in the loop's body, not in its condition (docs/decisions/0004)"
        if is_test and TEST_KNOWS_NOT.search(line) and "real time:" not in line:
            yield f"{path}:{number}: time is virtual in tests"


def wrong_include(path, number, layer, included, is_test):
    target = layer_of(included)
    if target is None or target in (layer, "lib/base"):
        folder, other = "/".join(path.split("/")[:3]), "/".join(included.split("/")[:3])
        if target == layer and layer in SIBLINGS and folder != other and other not in SIBLINGS[layer] and not is_test:
            yield f"{path}:{number}: {folder} may not see {other}"
        return
    if is_test and target in ("server/storage", "server/app", "server/ports", "server/domain", "lib/async", "server/world"):
        return
    if target not in MAY_INCLUDE[layer]:
        yield f"{path}:{number}: {layer} may not include from {target}"


def main():
    listed = subprocess.run(["git", "ls-files", "*.cpp", "*.hpp"], capture_output=True, text=True, check=True)
    complaints = []
    for path in listed.stdout.split():
        with open(path, encoding="utf-8") as file:
            complaints.extend(complaints_about(path, file))
    known = {path.rsplit("/", 1)[-1] for path in listed.stdout.split()}
    texts = subprocess.run(["git", "ls-files", "*.md"], capture_output=True, text=True, check=True)
    for path in texts.stdout.split():
        with open(path, encoding="utf-8") as file:
            complaints.extend(f"{path}: names {name}, which does not exist"
                              for name in sorted(set(NAMED_IN_TEXT.findall(file.read())) - known))
    locks = subprocess.run(["git", "ls-files", "*package-lock.json"], capture_output=True, text=True, check=True)
    for path in locks.stdout.split():
        with open(path, encoding="utf-8") as file:
            if '"resolved":' in file.read():
                complaints.append(f"{path}: a lock file names no registry addresses")
    print("\n".join(complaints), end="\n" if complaints else "")
    return 1 if complaints else 0


sys.exit(main())
