#!/usr/bin/env bash
# The pod of a node, or what its health sidecar answers.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/pod.sh --environment=ENVIRONMENT --node=NODE [--sidecar=status|metrics]

		Prints the name of the node's pod; of a pool, that of one of its pods.

		  --sidecar=PATH   print what the sidecar of that pod answers at /status or /metrics instead

		Exit codes: 0 printed, 1 there is no such pod or it does not answer, 2 wrong usage.
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
