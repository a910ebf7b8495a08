# Writing the SHA-256 of archives into versions.yaml. Sourced, not run.
# shellcheck shell=bash disable=SC2034,SC2154

platforms=(linux-amd64 linux-arm64 darwin-amd64 darwin-arm64)

# Every tool that was chosen and comes as an archive; all of them when none was chosen.
record_tools() {
	local tool platform
	[ ${#chosen[@]} -lt $((${#system_tools[@]} + ${#cli_tools[@]})) ] || chosen+=("${runtimes[@]}")
	for tool in "${chosen[@]}"; do
		release_of "$tool" 0 >/dev/null || package_of "$tool" >/dev/null || continue
		forget_others "$tool"
		for platform in $(platforms_of "$tool"); do record "$tool" "$platform"; done
	done
}

platforms_of() { # TOOL
	if [ -n "$(platform_of "$1")" ]; then printf '%s\n' "${platforms[@]}"; else echo any; fi
}

record() { # TOOL PLATFORM
	local os=${2%-*} arch=${2#*-} os_title key=$1 dir got
	os_title=$(tr '[:lower:]' '[:upper:]' <<<"${os:0:1}")${os:1}
	[ "$2" = any ] || key=$1-$2
	if [ "$2" = any ]; then recorded_sha256 "$1"; else recorded_sha256 "$1" "$2"; fi >/dev/null && return
	dir=$(mktemp -d "$cache/.record-XXXXXX")
	if got=$(measured "$1" "$dir"); then
		write_recorded "$key" "$(version_of "$1")@$got"
		line "$1" "$2 is $got"
	else
		line "$1" "$2 stays UNRECORDED: ${got:-its archive cannot be reached}"
		failed=1
	fi
	rm -rf "$dir"
}

# The SHA-256 of an archive. A release that differs from its own published checksum is damaged or forged.
measured() { # TOOL FOLDER
	if release_of "$1" 0 >/dev/null; then
		reaches "$(release_of "$1" 0)" && release_archive "$1" "$2" 2>/dev/null || return
		[ "$(cat "$2/published")" = "$(sha256_of "$2/archive")" ] || {
			echo "it differs from its project's checksum"
			return 1
		}
	else
		npm_archive "$1" "$2" >/dev/null || return
	fi
	sha256_of "$2/archive"
}

# Atomically, in the order of the keys, at the end of the file.
write_recorded() { # KEY VALUE
	{
		sed '/^sha256-/d' "$root/versions.yaml"
		{ sed -n '/^sha256-/p' "$root/versions.yaml" | sed "/^sha256-$1:/d" && echo "sha256-$1: $2"; } | LC_ALL=C sort
	} | replace_versions
}

# Checksums of another version of a tool.
forget_others() { # TOOL
	sed "/^sha256-$1\(-\(linux\|darwin\)-[a-z0-9]*\)\{0,1\}: /{ /: $(version_of "$1")@/!d; }" "$root/versions.yaml" | replace_versions
}

replace_versions() {
	local new
	new=$(mktemp "$root/versions.yaml.XXXXXX")
	cp -p "$root/versions.yaml" "$new"
	cat >"$new"
	mv "$new" "$root/versions.yaml"
}
