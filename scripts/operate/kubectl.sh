#!/usr/bin/env bash
# kubectl for one environment: in the cluster and the namespace that its file names.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/kubectl.sh --environment=ENVIRONMENT [-n NAMESPACE] ARGUMENT...

		Calls kubectl with the context and the namespace of environments/ENVIRONMENT.yaml, or with that context and another
		namespace. Exits with the code of kubectl.
	TEXT
}

# shellcheck source=scripts/operate/options.sh
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"
environment=''
read_options environment "${@:1:1}"
[[ $environment && $# -gt 1 ]] || usage_error
open_environment "$environment"
shift
if [ "$1" = -n ]; then
	[ $# -gt 2 ] || usage_error
	need_form namespace -n "$2" || exit 2
	namespace=$2
	shift 2
fi
reach_cluster
kubectl ${context:+--context="$context"} -n "$namespace" "$@"
