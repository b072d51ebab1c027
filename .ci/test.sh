#!/usr/bin/env bash
# test.sh [PYTEST ARGUMENTS]: the whole suite once per database engine. Ends with pytest's summary:
# the last one, or, when an engine failed, that engine's.
set -euo pipefail
cd "$(dirname "$0")/.."

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
failure=""

for engine in sqlite postgresql; do
  printf '\n== Tests on %s\n' "$engine"
  # One worker a file: what a file sets up once is set up once.
  if ! GONGKAI_TEST_ENGINE="$engine" .venv/bin/python -m pytest \
    --numprocesses "${GONGKAI_TEST_WORKERS:-2}" --dist loadfile "$@" | tee "$log"; then
    failure="$(printf '%s\nFailed on %s:\n%s' "$failure" "$engine" "$(tail -n 1 "$log")")"
  fi
done

if [ -n "$failure" ]; then
  printf '%s\n' "$failure"
  exit 1
fi
