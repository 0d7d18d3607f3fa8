#!/usr/bin/env bash
# ./x check: what a tool can check. Quiet when all is well; every complaint names a file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/install.sh
source tools/build.sh

install_for test
status=0
step() { # NAME COMMAND…
    local name=$1
    shift
    "$@" || { echo "check failed: $name" >&2 && status=1; }
}

format() { git ls-files '*.cpp' '*.hpp' | grep -v '\.gen\.' | xargs clang-format-19 --dry-run --Werror; }

tidy() {
    configure test
    build_cpp test foyer_schema foyer_precompiled
    git ls-files '*.cpp' | grep -vE '_test\.cpp$|^tests/|\.gen\.cpp$|^lib/precompiled/' |
        xargs -P "$(nproc)" -n 4 clang-tidy-19 -p build/test --quiet --warnings-as-errors='*' >build/log/tidy.log 2>/dev/null ||
        { grep -E 'error|warning' build/log/tidy.log | head -n 40 && return 1; }
}

javascript() { # FOLDER
    npm_install "$1"
    (cd "$1" && npm run --silent check)
}

mkdir -p build/log
step "folder rules" /usr/bin/python3 tools/check_rules.py
step "generated files (./x gen)" /usr/bin/python3 schema/generate.py --check
step "format (./x fmt)" format
step "sdk" javascript sdk
step "web" javascript web
step "tidy" tidy
exit $status
