#!/usr/bin/env bash
# Write what the test cluster and the pair in it have to say into a folder, for whoever looks at a failure.
#   collect-logs.sh FOLDER
set -uo pipefail
# shellcheck source=tests/cluster/lib.sh
. "$(dirname "$0")/../cluster/lib.sh"
namespace=ledger
k() { "$bin/kubectl" --namespace "$namespace" "$@"; }

for container in jwt genesis execution consensus validator node-health; do
	k logs geth-0-0 -c "$container" >"$1/$container.log" 2>&1
	k logs geth-0-0 -c "$container" --previous >"$1/$container.previous.log" 2>/dev/null || rm -f "$1/$container.previous.log"
done
k describe pods >"$1/pods.txt" 2>&1
k get events --sort-by=.lastTimestamp >"$1/events.txt" 2>&1
k get --raw "/api/v1/namespaces/$namespace/pods/geth-0-0:8099/proxy/status" >"$1/status.json" 2>&1
cp -r "$CLUSTER_STATE/mnt/log" "$1/node" 2>/dev/null
