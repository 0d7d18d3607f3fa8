#!/usr/bin/env bash
# ./x soak [MINUTES]: a file of 1 GiB to three people; then half of the time people talk while the server is killed, the other
# half the fuzzers run; loopback only, stops by itself. Default 10.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/install.sh
source tools/build.sh

minutes=${1:-10}
[[ $minutes =~ ^[0-9]+$ ]] && [ "$minutes" -ge 1 ] || { echo "usage: ./x soak [MINUTES]" >&2 && exit 2; }
install_for test
npm_install tests
build_release
echo "building the fuzzers"
build_cpp fuzz foyer_fuzzers
FOYER_BINARY="$PWD/build/release/foyer" FOYER_FILE_MIB=1024 node --test tests/smoke/files.test.mjs
FOYER_BINARY="$PWD/build/release/foyer" node tests/soak.mjs $((minutes * 30))
fuzzers=(build/fuzz/fuzz_*)
tests/fuzz/run.sh $((minutes * 30 / ${#fuzzers[@]}))
