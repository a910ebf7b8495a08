#!/usr/bin/env bash
# Replaces a client of a node: the old client's volume is kept under another name, and the new client starts with an empty one.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/replace-client.sh --environment=ENVIRONMENT --node=NODE [options]

		Write the new client into environments/ENVIRONMENT.yaml first. For each layer whose client changes, the node's claim
		(execution-geth-0-0) is kept under the name of the client that wrote it (execution-geth-0-0-geth), and the node starts
		on a new one. A client whose volume was kept earlier gets it back: to return, write the old client into the file and
		run this again. Completed steps are skipped, so an interrupted run can be repeated.

		The node syncs from the start, which takes hours to days. To avoid the outage, add a node with the other client
		under a new name instead, and remove this one once the new one is in sync.

		  --timeout=SECONDS  how long to wait for the other nodes; default 1800
		  --settled=SECONDS  how long they must have been in sync to count; default 60
		  --force            proceed regardless of the other nodes
		  --dry-run          only print what would be done
	TEXT
}

here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/operate/options.sh
. "$here/options.sh"
environment='' node='' timeout=1800 settled=60 force=false dry_run=''
read_options "environment node timeout settled force dry-run" "$@"
[[ $environment && $node ]] || usage_error
need_seconds "$timeout" "$settled"
open_environment "$environment"
reach_cluster
# shellcheck source=scripts/operate/nodes.sh
. "$here/nodes.sh"
# shellcheck source=scripts/operate/rendered.sh
. "$here/rendered.sh"
# shellcheck source=scripts/operate/claims.sh
. "$here/claims.sh"

refuse() {
	echo "replace-client: $*" >&2
	exit 1
}

rendered=$(rendered_node "$node") || refuse "environments/$environment.yaml has no node $node, or cannot be rendered (see above)"
IFS='|' read -r statefulset execution consensus _ <<<"$rendered"
[ -n "$statefulset" ] || refuse "environments/$environment.yaml has no node $node"
need_names "$statefulset" "$execution" "$consensus"

claims=$(claims_of_node)
has_claim() { grep -q "^$1|" <<<"$claims"; } # CLAIM

# Steps in order: FROM|TO|CLIENT THAT WROTE IT
moves=''
is_moving() { [[ " $moves" == *" $1|"* ]]; } # CLAIM

while IFS='|' read -r to from client; do
	[ -n "$from" ] || continue
	echo "$from, interrupted earlier, is renamed to $to"
	moves+="$from|$to|$client "
done <<<"$claims"
running=$(node_field "$node" .metadata.name)
for change in "execution $execution" "consensus $consensus"; do
	read -r layer new <<<"$change"
	claim=$layer-$statefulset-0
	old=$(node_field "$node" ".metadata.labels.ethereum\\.nodeyard\\.io/$layer-client")
	# An interrupted run has recorded the client of the volume before it deleted the StatefulSet.
	[ -n "$old" ] || old=$(claim_field "$claim" '.metadata.annotations.ethereum\.nodeyard\.io/written-by')
	need_names "$old"
	if [ -n "$old" ] && [ "$old" != "$new" ] && has_claim "$claim" && ! is_moving "$claim"; then
		! has_claim "$claim-$old" || is_moving "$claim-$old" ||
			refuse "$claim cannot be kept as $claim-$old, because that name is taken by another volume of $old. Delete the one that is not needed: kubectl --namespace $namespace delete persistentvolumeclaim $claim-$old"
		echo "$claim, written by $old, is kept as $claim-$old"
		moves+="$claim|$claim-$old|$old "
	fi
	if has_claim "$claim-$new" && ! is_moving "$claim-$new"; then
		! has_claim "$claim" || is_moving "$claim" ||
			refuse "$claim-$new, kept earlier, cannot become $claim again, because that name is taken by another volume of $new. Delete the one that is not needed: kubectl --namespace $namespace delete persistentvolumeclaim $claim-$new"
		echo "$claim-$new, kept earlier, becomes $claim again"
		moves+="$claim-$new|$claim|$new "
	fi
done
if [ -z "$moves" ] && [ -n "$running" ]; then
	echo "replace-client: $node already has the clients of environments/$environment.yaml ($execution, $consensus); make deploy applies all other changes"
	exit
elif [ -z "$moves$claims" ]; then
	refuse "$node is not in the namespace \"$namespace\"; make deploy NODE=$node deploys it"
fi
[ -n "$running" ] || echo "the StatefulSet of $node, which is missing, is created again"

for right in 'patch persistentvolumes' 'create persistentvolumeclaims' 'delete persistentvolumeclaims' 'delete statefulsets.apps'; do
	read -r verb kind <<<"$right"
	[ -z "$moves" ] || "${kubectl[@]}" auth can-i "$verb" "$kind" >/dev/null 2>&1 ||
		refuse "you have no right to $right; $node was not changed. Ask the cluster's administrators."
done
# Pods other than the node's own, such as the upload of a snapshot, would block the move after the node has been stopped.
users=$(pods_on "$statefulset-0" "$moves")
[ "$force" = true ] || [ "$(node_field "$node" .spec.replicas)" != 0 ] ||
	refuse "$node is stopped on purpose (its StatefulSet has 0 replicas), for a snapshot or for maintenance: wait until that has ended, or FORCE=1"
[ -z "$users" ] || refuse "$node was not touched, because another pod uses its volume: $users. Wait until that pod has ended, or delete it."
orphan=$([ -n "$running" ] || "${kubectl[@]}" get pod "$statefulset-0" --ignore-not-found --output name)
[ -z "$orphan" ] || [ -z "$moves" ] || [ "$force" = true ] ||
	refuse "the pod $statefulset-0 runs without a StatefulSet, as after an interrupted \"make expand-volume\". Write its present clients into environments/$environment.yaml and finish that first, or stop it regardless of the other nodes: FORCE=1"
[ -z "$dry_run" ] || exit 0

scripts/confirm.sh --always "$environment" "Stop $node and start it with $execution and $consensus"
if [ -n "$running" ]; then
	network=$(node_field "$node" '.metadata.labels.ethereum\.nodeyard\.io/network')
	"$here/gate.sh" --context="$context" --namespace="$namespace" --network="$network" --node="$node" \
		--timeout="$timeout" --settled="$settled" --force="$force"
fi
again="It is stopped until this is repeated: make replace-client ENV=$environment NODE=$node"
trap 'refuse "interrupted, and $node may be stopped. Finish with: make replace-client ENV=$environment NODE=$node"' HUP INT TERM
if [ -n "$moves" ]; then
	for move in $moves; do
		IFS='|' read -r from _ client <<<"$move"
		! has_claim "$from" || "${kubectl[@]}" annotate --overwrite persistentvolumeclaim "$from" "ethereum.nodeyard.io/written-by=$client" >/dev/null
	done
	say "replace-client: stopping $node"
	"${kubectl[@]}" delete statefulset "$statefulset" --cascade=foreground --ignore-not-found ||
		refuse "the StatefulSet $statefulset was not deleted, and $node may be stopping. Finish with: make replace-client ENV=$environment NODE=$node"
	[ -z "$orphan" ] || "${kubectl[@]}" delete pod "$statefulset-0" --ignore-not-found
	for move in $moves; do
		IFS='|' read -r from to client <<<"$move"
		rename_claim "$from" "$to" "$client" || refuse "$from has not become $to. $again"
	done
fi
apply_node "$node" || refuse "$node was not deployed. $again"
echo "replace-client: $node starts with $execution and $consensus. Kept volumes cost as much as used ones; list them with:"
echo "  kubectl --namespace $namespace get persistentvolumeclaims --selector ethereum.nodeyard.io/kept-for"
