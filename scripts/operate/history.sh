#!/usr/bin/env bash
# The revisions of a node's Helm release.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/history.sh --environment=ENVIRONMENT --node=NODE
	TEXT
}

# shellcheck source=scripts/operate/options.sh
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"
environment='' node=''
read_options "environment node" "$@"
[[ $environment && $node ]] || usage_error
open_environment "$environment"
reach_cluster
"${helm[@]}" history "$node"
