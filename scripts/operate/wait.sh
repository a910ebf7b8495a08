#!/usr/bin/env bash
# Waits until a node is in sync.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/wait.sh --environment=ENVIRONMENT --node=NODE [--timeout=SECONDS] [--settled=SECONDS]

		Ends with 0 when the newest pod of NODE has been in sync for a while, and with 1 when that has not come in time. It
		only watches: to end it (Ctrl-C) changes nothing.

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

# The cluster may be away for a moment.
began=$(now) said=0 patient=yes
while :; do
	# However long its pod has run: patience is for who calls.
	found=$(node_verdicts "node=$node" 1000000000 "$settled") || found="$node|coming|the cluster does not answer"
	[ -n "$found" ] || { echo "wait: there is no node $node in the namespace \"$namespace\"" >&2 && exit 1; }
	IFS='|' read -r _ verdict reason <<<"$found"
	if [ "$verdict" = ready ]; then
		say "wait: $node is in sync ($(($(now) - began)) s)"
		exit
	fi
	if [ $(($(now) - began)) -ge "$timeout" ]; then
		echo "wait: $node is not in sync after $timeout s: $reason. It goes on by itself; see: make health NODE=$node" >&2
		[[ $reason != 'the cluster does not answer' ]] || say_unanswered
		exit 1
	fi
	if [ $(($(now) - said)) -ge 15 ]; then
		say "wait: $node: $reason ($(($(now) - began)) of $timeout s)"
		said=$(now)
	fi
	sleep 2
done
