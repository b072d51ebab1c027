#!/usr/bin/env bash
# lock.sh [UV ARGUMENTS]: compiles the locks for every platform from Python 3.11 on. Keeps what is locked;
# `make lock ARGS=--upgrade` takes newer versions. The locks name no index and no path.
set -euo pipefail
cd "$(dirname "$0")/.."

for name in requirements requirements-dev requirements-refused; do
  .venv/bin/uv pip compile "$name.in" --output-file "$name.lock" --quiet \
    --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
done
