#!/usr/bin/env bash
# venv.sh: builds .venv anew from requirements.lock; .venv/run.stamp says it is whole.
set -euo pipefail
cd "$(dirname "$0")/.."

python="$(.ci/python.sh)"
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "This Python cannot make virtual environments yet."
  .ci/apt.sh "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi

echo "Building .venv with $python"
"$python" -m venv --clear .venv
.ci/install.sh requirements.lock
touch .venv/run.stamp
