#!/usr/bin/env bash
# Print the Kubernetes objects of a layer of an environment. Needs no cluster.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/template.sh --environment=ENVIRONMENT [--layer=LAYER] [--node=NODE]

		Renders the releases of helmfiles/LAYER (default: ethereum), or the one of a node. If Helm refuses a key of values, the
		file that has the key and the nearest known key follow Helm's message where the packages of Nodeyard are installed, and
		elsewhere the command that prints them.
	TEXT
}

# shellcheck source=scripts/operate/options.sh
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"
# shellcheck source=scripts/operate/explain.sh
. "$(dirname "${BASH_SOURCE[0]}")/explain.sh"
environment='' layer=ethereum node=''
read_options "environment layer node" "$@"
[[ -n $environment && -n $layer ]] || usage_error

helmfile_of() { # ENVIRONMENT ARGUMENT...
	helmfile --file "helmfiles/$layer/helmfile.yaml.gotmpl" --environment "$1" ${node:+--selector "name=$node"} --quiet "${@:2}"
}

# Environments in which the layer, or the node, has a release.
environments_with_releases() {
	local file name
	for file in environments/*.yaml; do
		name=$(basename "$file" .yaml)
		[ -z "$(helmfile_of "$name" list --output json 2>/dev/null | grep '"name"' || true)" ] || echo "$name"
	done
}

explain() { # FILE
	local found
	if grep -q 'no releases found' "$1"; then
		found=$(environments_with_releases | paste -s -d ' ' -)
		echo "LAYER=$layer${node:+ NODE=$node} has no release in ENV=$environment. Environments in which there is one: ${found:-none}." >&2
	elif [ "$layer" = ethereum ]; then
		explain_unknown_key "$environment" "$1"
	fi
}

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
status=0
helmfile_of "$environment" template 2>"$errors" || status=$?
cat "$errors" >&2
[ "$status" = 0 ] || explain "$errors"
exit "$status"
