#!/usr/bin/env bash
# Make a namespace that is missing, and leave one that is there as it is. helmfile runs it before the release whose chart
# brings the namespace (hook "presync"): Helm needs it for its record. Helm's own way, --create-namespace, takes every label
# from a namespace that an earlier release of Helm gave it.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/namespace.sh --namespace=NAMESPACE [--context=CONTEXT]
	TEXT
}

# shellcheck source=scripts/operate/options.sh
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"
context='' namespace=''
read_options "context namespace" "$@"
[ -n "$namespace" ] || usage_error
kubectl=(kubectl ${context:+--context="$context"})

there=$("${kubectl[@]}" get namespace "$namespace" --ignore-not-found --output name)
[ -n "$there" ] || "${kubectl[@]}" create namespace "$namespace"
