#!/usr/bin/env bash
# Runs every built fuzzer for SECONDS (default 10) from its seeds; the first finding ends it with an error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-10}
for binary in build/fuzz/fuzz_*; do
    name=$(basename "$binary" | sed 's/^fuzz_//')
    mkdir -p "build/fuzz/corpus/$name" build/fuzz/findings
    echo "fuzzing $name for $seconds s"
    status=0
    "$binary" -max_total_time="$seconds" -max_len=4096 -timeout=5 -rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/findings/$name-" "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" \
        >"build/fuzz/$name.log" 2>&1 || status=$?
    [ "$status" = 0 ] || { cat "build/fuzz/$name.log" && exit 1; }
    grep number_of_executed_units "build/fuzz/$name.log"
done
