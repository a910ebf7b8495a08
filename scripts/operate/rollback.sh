#!/usr/bin/env bash
# Rolls one node back to an earlier revision of its release.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/rollback.sh --environment=ENVIRONMENT --node=NODE [options]

		Shows the revisions of the node's Helm release and the changes, asks for confirmation, waits until the other nodes are
		in sync, rolls back, and waits until the node is in sync again. The volume is not rolled back: an older client may not
		start on a database that a newer one has upgraded.

		  --revision=N       default: the newest earlier revision whose objects differ from the ones that run
		  --snapshot         take a snapshot of the node first, and wait for it (the node must have `snapshots.enabled`)
		  --timeout=SECONDS  how long to wait for the snapshot (default 21600, six hours), for the others, and then for the node
		                     (default 1800 each)
		  --settled=SECONDS  how long a node must have been in sync to count; default 60
		  --force            proceed regardless of the other nodes
		  --dry-run          only show
	TEXT
}

here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/operate/options.sh
. "$here/options.sh"
environment='' node='' revision='' snapshot='' timeout='' settled=60 force=false dry_run=''
read_options "environment node revision snapshot timeout settled force dry-run" "$@"
[[ $environment && $node && $revision =~ ^[0-9]*$ ]] || usage_error
need_seconds "${timeout:-0}" "$settled"
open_environment "$environment"
reach_cluster
# shellcheck source=scripts/operate/nodes.sh
. "$here/nodes.sh"

refuse() {
	echo "rollback: $*" >&2
	exit 1
}
objects() { "${helm[@]}" get manifest "$node" --revision "$1"; }

statefulset=$(node_field "$node" .metadata.name)
need_names "$statefulset"
[ -n "$statefulset" ] || refuse "there is no node $node in the namespace \"$namespace\""
history=$("${helm[@]}" history "$node")
revisions=$(awk 'NR > 1 && $1 ~ /^[0-9]+$/ { print $1 }' <<<"$history" | sort -rn)
current=$(head -1 <<<"$revisions")
echo "$history"

# An interrupted rollback left a revision that looks like the newest: it is completed, not reversed.
if grep -qE "^${current}[[:blank:]].*pending-rollback" <<<"$history"; then
	begun=$current
	current=$(awk -F '\t' '$3 ~ /^deployed/ { print $1 + 0 }' <<<"$history" | tail -1)
	[ -n "$current" ] || refuse "no revision of $node is deployed; see the list above"
	echo "A rollback to revision $begun was interrupted."
	[ -n "$revision" ] || for candidate in $(tail -n +2 <<<"$revisions"); do
		[ "$(objects "$candidate")" != "$(objects "$begun")" ] || { revision=$candidate && break; }
	done
fi
running=$(objects "$current")
if [ -z "$revision" ]; then
	earlier=$(awk -v current="$current" '$1 < current' <<<"$revisions")
	for candidate in $earlier; do
		[ "$(objects "$candidate")" = "$running" ] || { revision=$candidate && break; }
	done
	[ -n "$revision" ] || refuse "no earlier revision of $node differs from the one that runs ($current)"
fi
grep -qx "$revision" <<<"$revisions" || refuse "$node has no revision $revision; see the list above"
target=$(objects "$revision")
[ "$target" != "$running" ] || refuse "revision $revision of $node has the objects that are deployed now ($current)"

echo "From revision $current to $revision:"
diff -U1 <(masked <<<"$running") <(masked <<<"$target") | tail -n +3 | grep '^[-+]' || true

# A client of another version may not support the database.
images() { grep -oE 'image: .*' <<<"$1" | sort -u; }
if [ "$(images "$running")" != "$(images "$target")" ]; then
	for layer in execution consensus; do
		client=$(node_field "$node" ".metadata.labels.ethereum\\.nodeyard\\.io/$layer-client")
		need_names "$client"
		facts=charts/ethereum-infrastructure/files/clients/$client.yaml warning=''
		[ ! -f "$facts" ] || warning=$(yaml_values "$facts" downgrade)
		[ -z "$warning" ] || echo "WARNING: $client: $warning"
	done
	echo "WARNING: should the older client not start on the volume, restore a snapshot that it took itself (docs/snapshots/operations.md)."
fi
cronjob=$("${kubectl[@]}" get cronjob "$statefulset-snapshot" --ignore-not-found --output name)
if [ -z "$cronjob" ]; then
	echo "No snapshots are taken of $node: if its volume is damaged, it cannot be restored."
elif [ -z "$snapshot" ]; then
	echo "To take a snapshot first: make rollback NODE=$node REVISION=$revision SNAPSHOT=1"
fi
[ -z "$snapshot" ] || [ -n "$cronjob" ] || refuse "no snapshots are configured for $node (nodes.$node.snapshots.enabled), so none can be taken first"
[ -z "$dry_run" ] || exit 0

# shellcheck source=scripts/operate/units.sh
. "$here/units.sh"
# shellcheck source=scripts/operate/snapshot.sh
. "$here/snapshot.sh"
scripts/confirm.sh --always "$environment" "Roll $node back to revision $revision"
patience=${timeout:-1800}
# The revision before a swap has a client that cannot read the volume, or a history that the volume no longer has: the gate
# refuses it, as for a deployment.
label_of() { sed -n "/ethereum\.nodeyard\.io\/$1:/{s/.*: *\"\{0,1\}\([a-z-]*\).*/\1/p;q;}" <<<"$target"; }
network=$(node_field "$node" '.metadata.labels.ethereum\.nodeyard\.io/network')
pass_gate() {
	"$here/gate.sh" --context="$context" --namespace="$namespace" --network="$network" --node="$node" \
		--execution="$(label_of execution-client)" --consensus="$(label_of consensus-client)" --history="$(label_of history)" --timeout="$patience" --settled="$settled" --force="$force"
}
pass_gate
if [ -n "$snapshot" ]; then
	take_snapshot "$cronjob" "${timeout:-21600}" || refuse "$node was not touched"
	# Much may have happened meanwhile.
	pass_gate
fi
"${helm[@]}" rollback "$node" "$revision"
echo "environments/$environment.yaml still has the reverted change: change it too, or the next deployment applies it again."
"$here/wait.sh" --environment="$environment" --node="$node" --timeout="$patience" --settled="$settled"
