#!/usr/bin/env bash
# demo.sh: serves a sample county on http://127.0.0.1:$PORT from var/demo.db, which it fills the first time.
set -euo pipefail
cd "$(dirname "$0")/.."

umask 077 # var/ holds passwords and records
mkdir -p var

run() { .venv/bin/python run.py "$@"; }
database() { export GONGKAI_DATABASE_URL="sqlite:///$PWD/var/$1"; }

# Filled beside its place and moved there whole: an interrupted first start leaves no half-filled county,
# and no log that SQLite would play into the next one.
fill() {
  rm -rf var/demo.part.db* var/demo.db-* var/demo-files # files belong to one database
  database demo.part.db
  run init
  run demo
  if [ -e var/demo.part.db-wal ]; then mv var/demo.part.db-wal var/demo.db-wal; fi
  mv var/demo.part.db var/demo.db
}

prepare() {
  flock 9 # a second start waits for the first
  if [ ! -s var/demo-secret-key ]; then
    .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(48))' >var/demo-secret-key
  fi
  GONGKAI_SECRET_KEY="$(cat var/demo-secret-key)"
  export GONGKAI_SECRET_KEY GONGKAI_FILES_URL="file://$PWD/var/demo-files"

  if [ -e var/demo.db ]; then
    database demo.db
    run init # upgrades what an older version left
  else
    fill
    database demo.db
  fi
}

exec 9>var/demo.lock
prepare
exec 9>&- # the server must not keep the lock

export PORT="${PORT:-8080}"
echo "Serving on http://127.0.0.1:$PORT (accounts: var/demo-accounts.txt)"
exec .venv/bin/python run.py
