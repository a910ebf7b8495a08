#!/usr/bin/env bash
# Makes the volumes of a node as large as the environment's file says, while the node runs.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/expand-volume.sh --environment=ENVIRONMENT --node=NODE [--size=SIZE] [options]

		Write the new size into environments/ENVIRONMENT.yaml first. A StatefulSet cannot be given another size, so this
		enlarges the claims, removes the StatefulSet without its pod, and lets Helm make it again with the new size: the pod
		goes on all the while. What is done already is left as it is, so that a run that was interrupted can be repeated.

		  --size=SIZE         the size that the file must give the volume, e.g. 2Ti: guards against another than is meant
		  --layer=LAYER       whose size that is: execution (default) or consensus
		  --timeout=SECONDS   how long to wait for the storage; default 600
		  --dry-run           only say what would be done
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
IFS='|' read -r statefulset _ _ wanted <<<"$rendered"
[ -n "$statefulset" ] || refuse "environments/$environment.yaml has no node $node"
need_names "$statefulset"
[[ $wanted =~ ^([a-z-]+=[0-9.]+[A-Za-z]*[[:space:]]*)*$ ]] || refuse "environments/$environment.yaml gives volumes of $node sizes that are none, such as 2Ti: $wanted"
asked=$(tr ' ' '\n' <<<"$wanted" | sed -n "s/^$layer=//p")
[ -z "$size" ] || [ "$size" = "$asked" ] || refuse "environments/$environment.yaml gives the volume ${asked:-no size}, not $size. Write it there first:
nodes:
  $node:
    $layer:
      storage:
        size: $size"

larger=''
for claim_and_size in $wanted; do
	claim=${claim_and_size%%=*}-$statefulset-0 to=${claim_and_size#*=}
	now=$(claim_field "$claim" .spec.resources.requests.storage)
	[ -n "$now" ] || refuse "there is no claim $claim in the namespace \"$namespace\": deploy the node first"
	[ "$(quantity_to_bytes "$to")" -ge "$(quantity_to_bytes "$now")" ] ||
		refuse "$claim has $now, and a volume cannot shrink to $to. Put the size back, or sync a new node with the smaller volume and remove this one."
	[ "$(quantity_to_bytes "$to")" -gt "$(quantity_to_bytes "$now")" ] || continue
	class=$(claim_field "$claim" .spec.storageClassName)
	[ -n "$class" ] || refuse "$claim has no storage class, so nothing can enlarge its volume. Sync a new node with the larger volume."
	# Not everybody may look at classes, which belong to the whole cluster: Kubernetes then refuses by itself.
	allowed=$("${kubectl[@]}" get storageclass "$class" --output 'jsonpath={.allowVolumeExpansion}' 2>/dev/null) || allowed=true
	[ "$allowed" = true ] ||
		refuse "the storage class $class of $claim does not allow expansion (allowVolumeExpansion). Ask who runs the cluster, or sync a new node with the larger volume."
	echo "$claim: $now -> $to"
	larger+="$claim=$to "
done
applied=$(node_field "$node" '.spec.volumeClaimTemplates[*].spec.resources.requests.storage')
if [ -z "$larger" ] && [ "$applied" = "$(tr ' ' '\n' <<<"$wanted" | sed -n 's/.*=//p' | paste -sd ' ' -)" ]; then
	echo "expand-volume: the volumes of $node have the sizes of environments/$environment.yaml already"
	exit
fi
again="Finish with: make expand-volume ENV=$environment NODE=$node"
if [ -z "$applied" ]; then
	echo "the StatefulSet of $node, which is not there, is made again"
else
	"${kubectl[@]}" auth can-i delete statefulsets.apps >/dev/null 2>&1 ||
		refuse "you have no right to delete statefulsets.apps; nothing was enlarged. Ask who runs the cluster."
fi
[ -z "$dry_run" ] || exit 0
scripts/confirm.sh --always "$environment" "Enlarge the volumes of $node (they cannot be made smaller again)"

for claim_and_size in $larger; do
	"${kubectl[@]}" patch persistentvolumeclaim "${claim_and_size%%=*}" --type=merge \
		--patch "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"${claim_and_size#*=}\"}}}}"
done
began=$(now) said=0
for claim_and_size in $wanted; do
	claim=${claim_and_size%%=*}-$statefulset-0
	until [ "$(quantity_to_bytes "$(claim_field "$claim" .status.capacity.storage)")" -ge "$(quantity_to_bytes "${claim_and_size#*=}")" ]; do
		state=$(claim_field "$claim" '.status.conditions[*].type')
		[ "$state" != FileSystemResizePending ] || { say "expand-volume: $claim: the file system grows when the pod starts again: make restart NODE=$node" && break; }
		[ $(($(now) - began)) -lt "$timeout" ] ||
			refuse "$claim is not larger after $timeout s (${state:-no word from the storage}); see: kubectl -n $namespace describe pvc $claim. Repeat this command later."
		[ $(($(now) - said)) -lt 15 ] || { say "expand-volume: waiting for the storage of $claim ($(($(now) - began)) of $timeout s)" && said=$(now); }
		sleep 2
	done
done

trap 'refuse "interrupted, and $node may be without a StatefulSet. $again"' HUP INT TERM
# While there is no StatefulSet, this annotation names the client of the volume, in case another client is deployed meanwhile.
for claim_and_size in $wanted; do
	layer=${claim_and_size%%=*}
	client=$(node_field "$node" ".metadata.labels.ethereum\\.nodeyard\\.io/$layer-client")
	[ -z "$client" ] || "${kubectl[@]}" annotate --overwrite persistentvolumeclaim "$layer-$statefulset-0" \
		"ethereum.nodeyard.io/written-by=$client" >/dev/null
done
"${kubectl[@]}" delete statefulset "$statefulset" --cascade=orphan --ignore-not-found
apply_node "$node" ||
	refuse "the volumes are larger, but $node was not deployed: its pod runs on without a StatefulSet, and nothing would start it again. $again"
echo "expand-volume: the volumes of $node are as large as environments/$environment.yaml says, and its StatefulSet agrees"
