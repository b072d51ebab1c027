#!/usr/bin/env bash
# pango.sh: looks for the one system library, Pango, and installs it where that is allowed.
# Never fails: without it everything but PDFs works, and pages that print say so.
set -euo pipefail
cd "$(dirname "$0")/.."

python="$(.ci/python.sh)"

missing() {
  "$python" - <<'PY'
from ctypes.util import find_library

libraries = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
print(*(name for name in libraries if find_library(name) is None))
PY
}

if [ -n "$(missing)" ]; then
  echo "Pango is missing: letters and reports need it to become PDFs."
  if ! .ci/apt.sh libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; then
    echo "Going on without it: everything but PDFs works." >&2
  fi
fi
