#!/usr/bin/env bash
# Gives a node another client: the old client's volume is kept aside, and the new one begins with an empty one.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/swap-client.sh --environment=ENVIRONMENT --node=NODE [options]

		Write the new client into environments/ENVIRONMENT.yaml first. For each layer whose client changes, the node's claim
		(execution-geth-0-0) is kept under the name of the client that wrote it (execution-geth-0-0-geth), and the node starts
		on a new one. A client that was kept earlier gets its volume back: to go back, write the old client into the file and
		run this again. What is done already is left as it is, so that a run that was interrupted can be repeated.

		The node syncs from the beginning: hours to days. To be without it for no time, add a node with the other client
		under a new name instead, and remove this one when that is in sync.

		  --timeout=SECONDS  how long to wait for the other nodes; default 1800
		  --settled=SECONDS  how long they must have been in sync to count; default 60
		  --force            go ahead whatever the other nodes do
		  --dry-run          only say what would be done
	TEXT
}

here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/operate/options.sh
. "$here/options.sh"
environment='' node='' timeout=1800 settled=60 force=false dry_run=''
read_options "environment node timeout settled force dry-run" "$@"
[[ $environment && $node && $timeout$settled =~ ^[0-9]+$ ]] || usage_error
open_environment "$environment"
# shellcheck source=scripts/operate/nodes.sh
. "$here/nodes.sh"
# shellcheck source=scripts/operate/rendered.sh
. "$here/rendered.sh"
# shellcheck source=scripts/operate/claims.sh
. "$here/claims.sh"

refuse() {
	echo "swap-client: $*" >&2
	exit 1
}

IFS='|' read -r statefulset execution consensus _ <<<"$(rendered_node "$node")"
[ -n "$statefulset" ] || refuse "environments/$environment.yaml has no node $node"

moves=''
for change in "execution $execution" "consensus $consensus"; do
	read -r layer new <<<"$change"
	claim=$layer-$statefulset-0
	# An interrupted run has written down whose volume it is before the StatefulSet went.
	old=$(claim_field "$claim" '.metadata.annotations.ethereum\.nodeyard\.io/kept-for')
	[ -n "$old" ] || old=$(node_field "$node" ".metadata.labels.ethereum\\.nodeyard\\.io/$layer-client")
	if [ -n "$old" ] && [ "$old" != "$new" ] && [ -n "$(claim_field "$claim" .metadata.name)" ]; then
		echo "$claim, written by $old, is kept as $claim-$old"
		moves+="$claim|$claim-$old|$old "
	fi
	if [ -n "$(claim_field "$claim-$new" .metadata.name)" ]; then
		echo "$claim-$new, kept earlier, becomes $claim again"
		moves+="$claim-$new|$claim|- "
	fi
done
if [ -z "$moves" ]; then
	echo "swap-client: $node has the clients of environments/$environment.yaml already ($execution, $consensus); make deploy does the rest"
	exit
fi
[ -z "$dry_run" ] || exit 0

scripts/confirm.sh --always "$environment" "Stop $node and start it with $execution and $consensus"
if [ -n "$(node_field "$node" .metadata.name)" ]; then
	network=$(node_field "$node" '.metadata.labels.ethereum\.nodeyard\.io/network')
	"$here/gate.sh" --context="$context" --namespace="$namespace" --network="$network" --node="$node" \
		--timeout="$timeout" --settled="$settled" --force="$force"
fi
for move in $moves; do
	IFS='|' read -r from _ client <<<"$move"
	[ "$client" = - ] || "${kubectl[@]}" annotate --overwrite persistentvolumeclaim "$from" "ethereum.nodeyard.io/kept-for=$client" >/dev/null
done
say "swap-client: stopping $node"
"${kubectl[@]}" delete statefulset "$statefulset" --cascade=foreground --ignore-not-found
for move in $moves; do
	IFS='|' read -r from to _ <<<"$move"
	rename_claim "$from" "$to" || refuse "$from was not renamed; repeat this command when the reason is gone"
done
apply_node "$node"
echo "swap-client: $node starts with $execution and $consensus. Kept volumes cost as much as used ones; see them with:"
echo "  kubectl --namespace $namespace get persistentvolumeclaims --selector ethereum.nodeyard.io/kept-for"
