#!/usr/bin/env bash
# The pod of a node, or a response of its health sidecar.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/pod.sh --environment=ENVIRONMENT --node=NODE [--sidecar=status|metrics]

		Prints the name of the node's pod, or of one of a pool's pods.

		  --sidecar=PATH   print the response of that pod's sidecar at /status or /metrics instead

		Exit codes: 0 printed, 1 no such pod, or no answer from it, 2 wrong usage.
	TEXT
}

# shellcheck source=scripts/operate/options.sh
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"
environment='' node='' sidecar=''
read_options "environment node sidecar" "$@"
[[ $environment && $node && $sidecar =~ ^(status|metrics)?$ ]] || usage_error
open_environment "$environment"
reach_cluster

pods=$("${kubectl[@]}" get pods --selector "ethereum.nodeyard.io/role!=snapshot,ethereum.nodeyard.io/node=$node" --output 'jsonpath={.items[*].metadata.name}')
pod=${pods%% *}
[ -n "$pod" ] || { echo "There is no pod of $node in the namespace \"$namespace\"; see: make status ENV=$environment" >&2 && exit 1; }
need_names "$pod"
if [ -n "$sidecar" ]; then
	"${kubectl[@]}" get --raw "/api/v1/namespaces/$namespace/pods/$pod:8099/proxy/$sidecar" ||
		{ echo "The sidecar of $pod does not answer; see: make describe ENV=$environment NODE=$node" >&2 && exit 1; }
else
	echo "$pod"
fi
