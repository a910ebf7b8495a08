#!/usr/bin/env bash
# Write the logs of the test cluster and of the pods of a test into a folder, to diagnose a failure.
#   collect-logs.sh FOLDER LABEL    of the namespaces that carry the label
set -uo pipefail
# shellcheck source=tests/cluster/lib.sh
. "$(dirname "$0")/../cluster/lib.sh"
k() { "$bin/kubectl" --request-timeout=20s "$@"; }

k get namespaces --selector="$2" --output=name | while IFS=/ read -r _ namespace; do
	folder=$1/$namespace.logs
	mkdir -p "$folder"
	k --namespace "$namespace" get pods --output='jsonpath={range .items[*]}{.metadata.name}{range .spec.initContainers[*]}{" "}{.name}{end}{range .spec.containers[*]}{" "}{.name}{end}{"\n"}{end}' |
		while read -r pod containers; do
			for container in $containers; do
				k --namespace "$namespace" logs "$pod" -c "$container" >"$folder/$pod.$container.log" 2>&1 </dev/null
				k --namespace "$namespace" logs "$pod" -c "$container" --previous >"$folder/$pod.$container.previous.log" 2>/dev/null </dev/null ||
					rm -f "$folder/$pod.$container.previous.log"
			done
			k get --raw "/api/v1/namespaces/$namespace/pods/$pod:8099/proxy/status" >"$folder/$pod.status.json" 2>/dev/null </dev/null ||
				rm -f "$folder/$pod.status.json"
		done
	k --namespace "$namespace" get all,networkpolicies,persistentvolumeclaims,configmaps --output=wide >"$folder/objects.txt" 2>&1
	k --namespace "$namespace" describe pods >"$folder/pods.txt" 2>&1
	k --namespace "$namespace" get events --sort-by=.lastTimestamp >"$folder/events.txt" 2>&1
done
cp -r "$CLUSTER_STATE/mnt/log" "$1/node" 2>/dev/null
