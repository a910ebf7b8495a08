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

# What helmfile prints of the release whose command failed: "  2: geth-0 (6 bytes)" follows "  1: template (8 bytes)".
failed_release() { # FILE
	sed -n '/^ *1: template (/{n;s/^ *2: \([a-z0-9-]*\) (.*/\1/p;q;}' "$1"
}

explain() { # FILE
	local found release
	if grep -q 'no releases found' "$1"; then
		found=$(environments_with_releases | paste -s -d ' ' -)
		echo "LAYER=$layer${node:+ NODE=$node} has no release in ENV=$environment. Environments in which there is one: ${found:-none}." >&2
	elif grep -q "additional properties .* not allowed" "$1" && [ "$layer" = ethereum ]; then
		release=$(failed_release "$1")
		[ -n "$release" ] || return 0
		if [ -e node_modules/.yarn-state.yml ] && grep -q '"nodeyard":' package.json; then
			scripts/with-node.sh yarn nodeyard values --environment "$environment" --node "$release" >/dev/null || true
		else
			echo "npx nodeyard values --environment $environment --node $release prints the file that has the key, and the nearest known key." >&2
		fi
	fi
}

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
status=0
helmfile_of "$environment" template 2>"$errors" || status=$?
cat "$errors" >&2
[ "$status" = 0 ] || explain "$errors"
exit "$status"
