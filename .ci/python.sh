#!/usr/bin/env bash
# python.sh: prints the Python to build .venv with: $PYTHON, or the first that runs and is 3.11 or newer.
set -euo pipefail

for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
  # Run it: a name on the PATH may be a shim that answers "not installed".
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    command -v "$candidate"
    exit 0
  fi
done

echo "Python 3.11 or newer is needed, and none was found (PYTHON=/path/to/python names one)." >&2
exit 1
