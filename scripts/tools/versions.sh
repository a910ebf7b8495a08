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

# The SHA-256 that versions.yaml records of a tool's archive for a platform: "VERSION@SHA-256", which counts for that version only.
recorded_sha256() { # TOOL [OS-ARCH]
	local recorded version
	version=$(version_of "$1") || return
	recorded=$(awk -v key="sha256-$1${2:+-$2}" -f "$root/scripts/operate/flat.awk" "$root/versions.yaml") || return
	[[ $recorded == "$version@"* ]] && printf '%s\n' "${recorded#*@}"
}
