#!/usr/bin/env bash
# ./x test [--asan|--tsan] [--list] [SUITE…]: builds and runs the suites; one line each, the log of those that fail, and a last
# line `N passed, N failed`. Logs stay in build/log/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/install.sh
source tools/build.sh

preset=test
suites=()
all_suites=(cpp sdk web sdk-integration scenarios rest browser web-browser smoke)
for argument in "$@"; do
    case "$argument" in
    --asan) preset=asan ;;
    --tsan) preset=tsan ;;
    --list) printf '%s\n' "${all_suites[@]}" && exit 0 ;;
    -*) echo "unknown option: $argument" >&2 && exit 2 ;;
    *)
        [[ " ${all_suites[*]} " == *" $argument "* ]] || { echo "unknown suite: $argument (./x test --list)" >&2 && exit 2; }
        suites+=("$argument")
        ;;
    esac
done
if [ ${#suites[@]} = 0 ]; then
    # Under a sanitizer what matters runs in C++: the unit tests and the real server under the scenarios.
    if [ $preset = test ]; then suites=("${all_suites[@]}"); else suites=(cpp sdk-integration scenarios); fi
fi

# What the sanitizers print goes to the log of the suite, and any report fails the process.
export ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/tests/tsan.supp"
export FOYER_BINARY="$PWD/build/$preset/foyer"

passed=0
failed=0

# Adds what a log says of passed and failed tests (GoogleTest, node --test); a runner that died without saying counts as one.
count() { # SUITE STATUS LOG
    local ok bad
    ok=$(sed -nE 's/^\[  PASSED  \] ([0-9]+) tests?\.?$/\1/p; s/^(#|ℹ) pass ([0-9]+)$/\2/p' "$3" | awk '{n += $1} END {print n + 0}')
    bad=$(sed -nE 's/^\[  FAILED  \] ([0-9]+) tests?, listed below:$/\1/p; s/^(#|ℹ) (fail|cancelled) ([0-9]+)$/\3/p' "$3" | awk '{n += $1} END {print n + 0}')
    if [ "$2" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
    if [ "$2" = 0 ] && [ "$ok" = 0 ]; then bad=1 && echo "$1 ran no test" >>"$3"; fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    printf '%-18s %5d passed %3d failed  %4ds\n' "$1" "$ok" "$bad" "$((SECONDS - started))"
    if [ "$bad" != 0 ]; then
        grep -nE '^(not ok|\[  FAILED|.*(Failure|ERROR: .*Sanitizer|WARNING: ThreadSanitizer|runtime error))' "$3" | head -n 40 || true
        tail -n 40 "$3"
    fi
}

suite() { # NAME COMMAND…
    local name=$1 log=build/log/$1.log status=0
    shift
    started=$SECONDS
    timeout --kill-after=10s 30m bash -c '"$@"' "$name" "$@" >"$log" 2>&1 </dev/null &
    wait $! || status=$?
    [[ $status != 124 && $status != 137 ]] || echo "$name did not end within 30 minutes" >>"$log"
    count "$name" $status "$log"
}

run_cpp() {
    local status=0 binary
    for binary in build/"$preset"/*_tests; do
        "$binary" --gtest_brief=1 || { status=1 && echo "failed: $binary"; }
    done
    return $status
}

in_folder() { cd "$1" && shift && "$@"; }
export -f run_cpp in_folder
export preset
trap 'kill $(jobs -p); exit 130' INT TERM # a suite has a process group of its own, which Ctrl-C does not reach

install_for test
mkdir -p build/log
build_js sdk
build_js web
npm_install tests
echo "building the tests ($preset)"
targets=(foyer foyer_tests)
[[ " ${suites[*]} " == *" smoke "* ]] && targets+=(foyer-bench)
build_cpp $preset "${targets[@]}"

for name in "${suites[@]}"; do
    case $name in
    cpp) suite cpp run_cpp ;;
    sdk) suite sdk in_folder sdk npm run --silent test ;;
    web) suite web in_folder web npm run --silent test ;;
    sdk-integration) suite sdk-integration in_folder sdk npm run --silent test:integration ;;
    scenarios) suite scenarios in_folder tests npm run --silent scenarios ;;
    rest) suite rest in_folder tests npm run --silent rest ;;
    browser) suite browser in_folder tests npm run --silent browser ;;
    web-browser) suite web-browser in_folder web npm run --silent test:browser ;;
    smoke) suite smoke in_folder tests npm run --silent smoke ;;
    esac
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
