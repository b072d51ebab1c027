#!/usr/bin/env bash
# apt.sh PACKAGE…: installs Debian packages where that is allowed (root, or sudo without a password).
# Elsewhere it prints the one command to give an administrator, and exits 1.
set -euo pipefail

if ! command -v apt-get >/dev/null; then
  printf 'Please install with the package manager of this system: %s\n' "$*" >&2
  exit 1
fi

if [ "$(id -u)" = 0 ]; then
  as=()
elif sudo -n true 2>/dev/null; then
  as=(sudo -n)
else
  printf 'Please ask an administrator to run:\n\n    sudo apt-get install --yes %s\n\n' "$*" >&2
  exit 1
fi

# A machine without network must not wait for minutes.
apt=("${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq
  -o Acquire::Retries=1 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30)

printf 'Installing %s\n' "$*"
# A fresh machine has no package lists yet: fetch them only if the first try finds nothing.
if ! "${apt[@]}" install --yes --no-install-recommends "$@" >/dev/null 2>&1; then
  if ! { "${apt[@]}" update && "${apt[@]}" install --yes --no-install-recommends "$@" >/dev/null; }; then
    printf 'apt could not install them. Please run when the network allows:\n\n    sudo apt-get install --yes %s\n\n' "$*" >&2
    exit 1
  fi
fi
