#!/usr/bin/env bash
# ./x soak [MINUTES]: people talk while the server is killed, and the fuzzers run; loopback only, stops by itself. Default 10.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/install.sh
source tools/build.sh

minutes=${1:-10}
[[ $minutes =~ ^[0-9]+$ ]] || { echo "usage: ./x soak [MINUTES]" >&2 && exit 2; }
install_for test
npm_install tests
build_release
FOYER_BINARY="$PWD/build/release/foyer" node tests/soak.mjs "$minutes"
