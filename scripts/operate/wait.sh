#!/usr/bin/env bash
# Waits until a node is in sync.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/wait.sh --environment=ENVIRONMENT --node=NODE [--timeout=SECONDS] [--settled=SECONDS]

		Exits with 0 once the newest pod of NODE has been in sync for a while, and with 1 after the timeout. It only watches:
		interrupting it (Ctrl-C) changes nothing.

		  --timeout=SECONDS    default 1800
		  --settled=SECONDS    how long it must have been in sync to count; default 60
	TEXT
}

here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/operate/options.sh
. "$here/options.sh"
environment='' node='' timeout=1800 settled=60
read_options "environment node timeout settled" "$@"
[[ $environment && $node ]] || usage_error
need_seconds "$timeout" "$settled"
open_environment "$environment"
# shellcheck source=scripts/operate/nodes.sh
. "$here/nodes.sh"

# The cluster may be unavailable for a moment.
began=$(now) reported=0 patient=yes
while :; do
	# Regardless of the age of its pod: the caller sets the timeout.
	found=$(node_verdicts "node=$node" 1000000000 "$settled") || found="$node|coming|the cluster does not answer"
	[ -n "$found" ] || { echo "wait: there is no node $node in the namespace \"$namespace\"" >&2 && exit 1; }
	IFS='|' read -r _ verdict reason <<<"$found"
	if [ "$verdict" = ready ]; then
		say "wait: $node is in sync ($(($(now) - began)) s)"
		exit
	fi
	if [ $(($(now) - began)) -ge "$timeout" ]; then
		echo "wait: $node is not in sync after $timeout s: $reason. It continues by itself; see: make health NODE=$node" >&2
		[[ $reason != 'the cluster does not answer' ]] || say_unanswered
		exit 1
	fi
	if [ $(($(now) - reported)) -ge 15 ]; then
		say "wait: $node: $reason ($(($(now) - began)) of $timeout s)"
		reported=$(now)
	fi
	sleep 2
done
