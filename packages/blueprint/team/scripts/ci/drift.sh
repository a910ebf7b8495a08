#!/bin/sh
# Fails, and names the objects, where the cluster of ENVIRONMENT differs from its files: the namespace and the nodes.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
# shellcheck source-path=SCRIPTDIR source=common.sh
. scripts/ci/common.sh
need helm helmfile
need_environment ENVIRONMENT
open_cluster

drifted=''
for layer in infrastructure ethereum; do
	status=0
	scripts/operate/deploy.sh --environment="$ENVIRONMENT" --select="layer=$layer" --dry-run --detailed-exitcode >"$work/$layer" || status=$?
	cat "$work/$layer"
	case $status in
	0) ;;
	# As "helmfile diff --detailed-exitcode".
	2) drifted="$drifted $layer" ;;
	*) fail "the layer $layer of $ENVIRONMENT could not be compared; see above" ;;
	esac
done
if [ -z "$drifted" ]; then
	say "the cluster of $ENVIRONMENT has what its files say"
	exit
fi
for layer in $drifted; do
	# A header of kubectl's diff, and one of helm-diff.
	sed -n -e 's|^diff .*/\([A-Za-z0-9.-]*\)$|\1|p' -e 's|^\(.*\) has \(changed\|been added\|been removed\):.*|\1|p' "$work/$layer"
done | sort -u | while read -r object; do printf '%s: differs: %s\n' "$job" "$object" >&2; done
fail "the cluster of $ENVIRONMENT differs from its files. Deploy them, or put the change into environments/$ENVIRONMENT.yaml"
