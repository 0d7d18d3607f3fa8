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
    build_cpp tidy foyer_schema foyer_precompiled
    sed -E -i 's#"command": "[^"]*ccache #"command": "#' build/tidy/compile_commands.json
    local together alone
    together=$(find build/tidy/lib build/tidy/server -name 'unity_*.cxx' | grep -vE '_tests\.dir|foyer_precompiled')
    alone=$(comm -23 <(git ls-files 'lib/*.cpp' 'server/*.cpp' | grep -vE '_test\.cpp$|\.gen\.cpp$|^lib/precompiled/' | sort) \
        <(sed -nE 's#^\#include ".*/((lib|server)/.*)"$#\1#p' $together | sort))
    printf '%s\n' $together $alone | xargs -P "$(nproc)" -n 1 tools/tidy.sh >build/log/tidy.log ||
        { sort -u build/log/tidy.log | head -n 40 && return 1; }
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
step "openapi" javascript tests
step "tidy" tidy
exit $status
