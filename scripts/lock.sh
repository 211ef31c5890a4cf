#!/bin/sh
# Exact versions and hashes, no download addresses: pip's --require-hashes reads them.
set -eu
cd "$(dirname "$0")/../requirements"
compile() {
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
        --no-emit-index-url --quiet "$@"
}
compile production.in -o production.txt
compile demo.in -c production.txt -o demo.txt
compile test.in -c demo.txt -o test.txt
