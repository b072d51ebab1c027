#!/usr/bin/env bash
# install.sh LOCK [PIP ARGUMENTS]: installs exactly what LOCK names into .venv; a file with another hash is
# refused.
# Where packages come from is pip's own setting (PIP_INDEX_URL for a mirror), never the lock's.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "Installing $1"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$@"
