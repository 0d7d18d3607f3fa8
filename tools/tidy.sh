#!/usr/bin/env bash
# tools/tidy.sh FILE: clang-tidy on one of our files, or on one of the preset `tidy`, which includes several. Reading Asio takes
# most of the time, so they are read together; where that cannot be (a name in the unnamed namespaces of two), one by one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tidy() { clang-tidy-19 -p build/tidy --quiet --warnings-as-errors='*' "$@" 2>/dev/null; }

said=$(tidy "$1") && exit
if [[ $said == *clang-diagnostic-error* ]]; then
    mapfile -t files < <(sed -nE 's/^#include "(.*\.cpp)"$/\1/p' "$1")
    if [ ${#files[@]} -gt 0 ]; then said=$(tidy "${files[@]}") && exit; fi
fi
grep -E ' error: ' <<<"$said" || echo "$1: clang-tidy said nothing of why it failed"
exit 1
