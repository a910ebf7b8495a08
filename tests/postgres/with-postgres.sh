#!/bin/sh
# Run a command with a throw-away PostgreSQL at its side.
#   tests/postgres/with-postgres.sh yarn workspace @nodeyard/backstage-plugin-ethereum-nodes-backend test
#
# Makes a cluster in a temporary folder, on loopback and a free port, with a password of its own; hands the command
# BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING; stops the server and removes the folder whatever happens.
# PostgreSQL refuses to run as root: as root it becomes PG_TEST_USER (default "postgres", else "nobody").
# Needs the server's programs (Debian: apt-get install postgresql), in PATH, /usr/lib/postgresql/*/bin or PG_BIN.
set -eu

if [ $# -eq 0 ]; then
  sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi

find_bin() {
  for dir in "${PG_BIN:-}" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr) $(dirname "$(command -v initdb || echo /none/x)"); do
    if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ]; then
      echo "$dir"
      return
    fi
  done
  echo "with-postgres: no PostgreSQL server found. Install it (Debian: apt-get install postgresql) or set PG_BIN." >&2
  exit 1
}

bin=$(find_bin)
home=$(mktemp -d "${TMPDIR:-/tmp}/nodeyard-postgres.XXXXXX")
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
server=

as_owner() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  else
    setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups -- "$@"
  fi
}

stop() {
  # SIGQUIT: nothing in it is worth a clean shutdown.
  if [ -n "$server" ]; then
    kill -QUIT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

printf '%s' "$password" >"$home/password"
if [ "$(id -u)" -eq 0 ]; then
  owner=${PG_TEST_USER:-$(id -un postgres 2>/dev/null || echo nobody)}
  chown -R "$owner" "$home"
fi

cd "$home"
as_owner "$bin/initdb" --pgdata="$home/data" --username=nodeyard --pwfile="$home/password" \
  --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >"$home/initdb.log" 2>&1 || {
  cat "$home/initdb.log" >&2
  exit 1
}

# PostgreSQL cannot be asked for "any free port": try some until one is free.
attempt=0
while :; do
  attempt=$((attempt + 1))
  port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 20000))
  # exec: the server must be the process that "stop" ends.
  (
    if [ "$(id -u)" -eq 0 ]; then
      set -- setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups --
    else
      set --
    fi
    exec "$@" "$bin/postgres" -D "$home/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$home" \
      -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200
  ) >"$home/server.log" 2>&1 &
  server=$!
  tries=0
  while kill -0 "$server" 2>/dev/null && [ $tries -lt 150 ]; do
    # Its own log and not the port: another server may listen there.
    grep -qs 'ready to accept connections' "$home/server.log" && break 2
    tries=$((tries + 1))
    sleep 0.1
  done
  kill -QUIT "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
  if [ $attempt -ge 5 ]; then
    cat "$home/server.log" >&2
    exit 1
  fi
done
cd "$OLDPWD"

BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING="postgresql://nodeyard:$password@127.0.0.1:$port/postgres"
export BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING
status=0
"$@" || status=$?
exit $status
