# shellcheck shell=bash
# Sourced by the commands that render charts: the file of a key that Helm refuses, and the nearest known key, which Helm's message lacks.

# The release of a failed command of helmfile: "  2: geth-0 (6 bytes)" follows "  1: template (8 bytes)".
failed_release() { # FILE
	sed -n '/^ *1: template (/{n;s/^ *2: \([a-z0-9-]*\) (.*/\1/p;q;}' "$1"
}

# Prints nothing unless the errors of a rendering are about an unknown key of a node.
explain_unknown_key() { # ENVIRONMENT FILE
	local release
	grep -q "additional properties .* not allowed" "$2" || return 0
	release=$(failed_release "$2")
	[ -n "$release" ] || return 0
	if [ -e node_modules/.yarn-state.yml ] && grep -q '"nodeyard":' package.json; then
		scripts/with-node.sh yarn nodeyard values --environment "$1" --node "$release" >/dev/null || true
	else
		echo "npx nodeyard values --environment $1 --node $release prints the file that has the key, and the nearest known key." >&2
	fi
}
