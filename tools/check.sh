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

# clang 19 reads everything that g++ builds. The compile commands must not name ccache.
tidy() {
    build_cpp clang foyer_schema foyer_precompiled
    sed -E 's#"command": "[^"]*ccache #"command": "#' build/clang/compile_commands.json >build/tidy/compile_commands.json
    git ls-files 'lib/*.cpp' 'server/*.cpp' | grep -vE '_test\.cpp$|\.gen\.cpp$|^lib/precompiled/' |
        xargs -P "$(nproc)" -n 4 clang-tidy-19 -p build/tidy --quiet --warnings-as-errors='*' >build/log/tidy.log 2>/dev/null ||
        { grep -E ' error: ' build/log/tidy.log | sort -u | head -n 40 && return 1; }
}

javascript() { # FOLDER
    npm_install "$1"
    (cd "$1" && npm run --silent check)
}

mkdir -p build/log build/tidy
step "folder rules" /usr/bin/python3 tools/check_rules.py
step "generated files (./x gen)" /usr/bin/python3 schema/generate.py --check
step "format (./x fmt)" format
step "sdk" javascript sdk
step "web" javascript web
step "openapi" javascript tests
step "tidy" tidy
exit $status
