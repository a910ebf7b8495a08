#!/usr/bin/env bash
# Changes the bounds of a pool until the next deployment.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/scale.sh --environment=ENVIRONMENT --node=POOL --min=NUMBER --max=NUMBER
	TEXT
}

# shellcheck source=scripts/operate/options.sh
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"
environment='' node='' min='' max=''
read_options "environment node min max" "$@"
[[ $environment && $node && $min && $max ]] || usage_error
open_environment "$environment"
scripts/confirm.sh "$environment" "Give the pool $node other bounds"
reach_cluster
"${kubectl[@]}" patch horizontalpodautoscaler "$node" --patch "{\"spec\":{\"minReplicas\":$min,\"maxReplicas\":$max}}"
