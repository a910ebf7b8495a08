#!/usr/bin/env bash
# Expands the volumes of a node to the sizes of the environment's file, while the node runs.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/expand-volume.sh --environment=ENVIRONMENT --node=NODE [--size=SIZE] [options]

		Write the new size into environments/ENVIRONMENT.yaml first. The size in a StatefulSet is immutable, so this expands
		the claims, deletes the StatefulSet without its pod, and has Helm create it again with the new size; the pod keeps
		running. Completed steps are skipped, so an interrupted run can be repeated.

		  --size=SIZE         expected size in the file, e.g. 2Ti: refuses if the file has another
		  --layer=LAYER       layer of the volume: execution (default) or consensus
		  --timeout=SECONDS   how long to wait for the storage; default 600
		  --dry-run           only print what would be done
	TEXT
}

here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/operate/options.sh
. "$here/options.sh"
environment='' node='' size='' layer=execution timeout=600 dry_run=''
read_options "environment node size layer timeout dry-run" "$@"
[[ $environment && $node && $layer =~ ^(execution|consensus)$ ]] || usage_error
need_seconds "$timeout"
open_environment "$environment"
reach_cluster
# shellcheck source=scripts/operate/nodes.sh
. "$here/nodes.sh"
# shellcheck source=scripts/operate/rendered.sh
. "$here/rendered.sh"
# shellcheck source=scripts/operate/units.sh
. "$here/units.sh"

refuse() {
	echo "expand-volume: $*" >&2
	exit 1
}

rendered=$(rendered_node "$node") || refuse "environments/$environment.yaml has no node $node, or cannot be rendered (see above)"
IFS='|' read -r statefulset _ _ desired <<<"$rendered"
[ -n "$statefulset" ] || refuse "environments/$environment.yaml has no node $node"
need_names "$statefulset"
[[ $desired =~ ^([a-z-]+=[0-9.]+[A-Za-z]*[[:space:]]*)*$ ]] || refuse "environments/$environment.yaml has sizes of $node that are invalid; a valid size is 2Ti: $desired"
asked=$(tr ' ' '\n' <<<"$desired" | sed -n "s/^$layer=//p")
[ -z "$size" ] || [ "$size" = "$asked" ] || refuse "environments/$environment.yaml has ${asked:-no size} for the volume, not $size. Change it there first:
nodes:
  $node:
    $layer:
      storage:
        size: $size"

larger=''
for claim_and_size in $desired; do
	claim=${claim_and_size%%=*}-$statefulset-0 to=${claim_and_size#*=}
	now=$(claim_field "$claim" .spec.resources.requests.storage)
	[ -n "$now" ] || refuse "there is no claim $claim in the namespace \"$namespace\": deploy the node first"
	[ "$(quantity_to_bytes "$to")" -ge "$(quantity_to_bytes "$now")" ] ||
		refuse "$claim has $now, and a volume cannot shrink to $to. Put the size back, or sync a new node with the smaller volume and remove this one."
	[ "$(quantity_to_bytes "$to")" -gt "$(quantity_to_bytes "$now")" ] || continue
	class=$(claim_field "$claim" .spec.storageClassName)
	[ -n "$class" ] || refuse "$claim has no storage class, so its volume cannot be expanded. Sync a new node with the larger volume."
	# Storage classes are cluster-wide and not every account may read them: Kubernetes then refuses by itself.
	allowed=$("${kubectl[@]}" get storageclass "$class" --output 'jsonpath={.allowVolumeExpansion}' 2>/dev/null) || allowed=true
	[ "$allowed" = true ] ||
		refuse "the storage class $class of $claim does not allow expansion (allowVolumeExpansion). Ask the cluster's administrators, or sync a new node with the larger volume."
	echo "$claim: $now -> $to"
	larger+="$claim=$to "
done
applied=$(node_field "$node" '.spec.volumeClaimTemplates[*].spec.resources.requests.storage')
if [ -z "$larger" ] && [ "$applied" = "$(tr ' ' '\n' <<<"$desired" | sed -n 's/.*=//p' | paste -sd ' ' -)" ]; then
	echo "expand-volume: the volumes of $node already have the sizes of environments/$environment.yaml"
	exit
fi
again="Finish with: make expand-volume ENV=$environment NODE=$node"
if [ -z "$applied" ]; then
	echo "the StatefulSet of $node, which is missing, is created again"
else
	"${kubectl[@]}" auth can-i delete statefulsets.apps >/dev/null 2>&1 ||
		refuse "you have no right to delete statefulsets.apps; nothing was expanded. Ask the cluster's administrators."
fi
[ -z "$dry_run" ] || exit 0
scripts/confirm.sh --always "$environment" "Enlarge the volumes of $node (they cannot be made smaller again)"

for claim_and_size in $larger; do
	"${kubectl[@]}" patch persistentvolumeclaim "${claim_and_size%%=*}" --type=merge \
		--patch "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"${claim_and_size#*=}\"}}}}"
done
began=$(now) reported=0
for claim_and_size in $desired; do
	claim=${claim_and_size%%=*}-$statefulset-0
	until [ "$(quantity_to_bytes "$(claim_field "$claim" .status.capacity.storage)")" -ge "$(quantity_to_bytes "${claim_and_size#*=}")" ]; do
		state=$(claim_field "$claim" '.status.conditions[*].type')
		[ "$state" != FileSystemResizePending ] || { say "expand-volume: $claim: the file system is expanded when the pod restarts: make restart NODE=$node" && break; }
		[ $(($(now) - began)) -lt "$timeout" ] ||
			refuse "$claim is not larger after $timeout s (${state:-no condition on the claim}); see: kubectl -n $namespace describe pvc $claim. Repeat this command later."
		[ $(($(now) - reported)) -lt 15 ] || { say "expand-volume: waiting for the storage of $claim ($(($(now) - began)) of $timeout s)" && reported=$(now); }
		sleep 2
	done
done

trap 'refuse "interrupted, and $node may be without a StatefulSet. $again"' HUP INT TERM
# While there is no StatefulSet, this annotation records the client of the volume, in case another client is deployed meanwhile.
for claim_and_size in $desired; do
	layer=${claim_and_size%%=*}
	client=$(node_field "$node" ".metadata.labels.ethereum\\.nodeyard\\.io/$layer-client")
	[ -z "$client" ] || "${kubectl[@]}" annotate --overwrite persistentvolumeclaim "$layer-$statefulset-0" \
		"ethereum.nodeyard.io/written-by=$client" >/dev/null
done
"${kubectl[@]}" delete statefulset "$statefulset" --cascade=orphan --ignore-not-found
apply_node "$node" ||
	refuse "the volumes are larger, but $node was not deployed: its pod keeps running without a StatefulSet, and would not be restarted. $again"
echo "expand-volume: the volumes of $node and its StatefulSet have the sizes of environments/$environment.yaml"
