# Where versions and caches are; sourced by the scripts of this repository, not run.
# shellcheck shell=bash disable=SC2034

root=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${NODEYARD_CACHE:-$HOME/.cache/nodeyard}

# The version that versions.yaml gives a tool; fails when it gives none, or when a line of the file is not flat.
version_of() {
	local value
	value=$(awk -v key="$1" -f "$root/scripts/operate/flat.awk" "$root/versions.yaml") || return
	[ -n "$value" ] || {
		printf 'versions.yaml has no version for "%s".\n' "$1" >&2
		return 1
	}
	printf '%s\n' "$value"
}
