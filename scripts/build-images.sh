#!/usr/bin/env bash
# Build the images of docker/ side by side, each only when something of it has changed.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/build-images.sh [--list | --bases | --pin] [--dry-run] [--only IMAGE]... [--push] [--registry PREFIX]
		                               [--platform PLATFORM[,PLATFORM]] [--jobs N] [--require-digests] [--base NAME=IMAGE]...

		Builds docker/clients/* and docker/*, with the Docker (or a program like it) that DOCKER names. An image is
		labelled with a key of its inputs, and is not built again while the key is the same.

		  --list             print the names of the images; build nothing
		  --bases            print the bases of each image, one per line: IMAGE VERSION NAME=BASE; build nothing
		  --dry-run          print which images would be built, and their bases; build nothing
		  --only IMAGE       only this image; repeatable
		  --push             push each to the registry, including those already built
		  --registry PREFIX  prefix of the names (REGISTRY, else localhost:30500, which is the local registry)
		  --platform LIST    target platforms, e.g. linux/amd64,linux/arm64; more than one requires --push and docker buildx
		  --jobs N           number of concurrent builds (2)
		  --base NAME=IMAGE  another base for all images, e.g. RUNTIME_IMAGE=registry.example.com/cc-debian13; repeatable.
		                     IMAGE.NAME=... sets it for one image, e.g. geth.CLIENT_IMAGE=...
		  --require-digests  refuse bases whose digest is not recorded
		  --pin              ask the registries for the digests of all bases and write docker/digests.lock (needs crane). Those of
		                     the clients' images are in files/images.yaml of the chart: make record-images writes both
		  --help             this text

		Logs of failed builds are kept in ~/.cache/nodeyard/log/images. Exit codes: 0 all built, 1 a build failed, 2 wrong usage.
	TEXT
}

# shellcheck source=scripts/tools/versions.sh
. "$(dirname "${BASH_SOURCE[0]}")/tools/versions.sh"
cd "$root"
# shellcheck source=scripts/operate/yaml.sh
. scripts/operate/yaml.sh

docker=${DOCKER:-docker}
registry=${REGISTRY:-localhost:30500}
lock=docker/digests.lock
deployed=charts/ethereum-infrastructure/files/images.yaml
logs=$cache/log/images
mode=build push='' platform='' jobs=2 require_digests=''
chosen=() bases=()
declare -A repositories=() tags=() digests=()
mapfile -t images < <(for file in docker/clients/*/Dockerfile docker/*/Dockerfile; do basename "$(dirname "$file")"; done)

wrong_usage() {
	printf 'build-images: %s\nTry scripts/build-images.sh --help\n' "$1" >&2
	exit 2
}
line() { printf '%-18s %s\n' "$1" "$2"; }

main() {
	read_options "$@"
	[ ${#chosen[@]} -gt 0 ] || chosen=("${images[@]}")
	[ "$mode" != pin ] || chosen=("${images[@]}")
	[ "$mode" = list ] || read_facts
	case $mode in
	list) printf '%s\n' "${chosen[@]}" ;;
	bases) for image in "${chosen[@]}"; do bases_of "$image" | sed "s|^|$image ${tags[$image]} |"; done ;;
	pin) pin ;;
	dry-run) for image in "${chosen[@]}"; do plan "$image"; done ;;
	build) build_all ;;
	esac
}

read_options() {
	while [ $# -gt 0 ]; do
		case $1 in
		--list | --bases | --pin | --dry-run) mode=${1#--} ;;
		--push) push=yes ;;
		--require-digests) require_digests=yes ;;
		--help | -h)
			usage
			exit 0
			;;
		--only | --registry | --platform | --jobs | --base)
			[ $# -gt 1 ] || wrong_usage "$1 needs a value"
			take_value "$1" "$2"
			shift
			;;
		*) wrong_usage "unknown argument \"$1\"" ;;
		esac
		shift
	done
	# Image names contain no user and no password: docker login keeps these, and names of pushed images are printed.
	[[ $registry =~ ^[a-z0-9]([a-z0-9._/:-]*[a-z0-9])?$ ]] || wrong_usage "the registry must be a host, with a port and a path, without https:// and without a user: docker login keeps those"
	[[ $platform =~ ^[a-z0-9/,-]*$ ]] || wrong_usage "--platform must be such as linux/amd64,linux/arm64"
	[[ $platform != *,* ]] || [ -n "$push" ] || wrong_usage "images of several platforms cannot be stored on this machine: add --push"
}

take_value() { # OPTION VALUE
	case $1 in
	--only)
		case " ${images[*]} " in
		*" $2 "*) chosen+=("$2") ;;
		*) wrong_usage "there is no image \"$2\": choose among ${images[*]}" ;;
		esac
		;;
	--registry) registry=${2%/} ;;
	--platform) platform=$2 ;;
	--jobs)
		[[ $2 =~ ^[1-9][0-9]?$ ]] || wrong_usage "--jobs \"$2\" is no number from 1 to 99"
		jobs=$2
		;;
	--base)
		[[ $2 =~ ^([a-z-]+\.)?[A-Z_]+_IMAGE=[a-z0-9][a-z0-9._/:-]*(:[A-Za-z0-9_.-]+)?(@sha256:[0-9a-f]{64})?$ ]] || wrong_usage "--base \"$2\" is not like RUNTIME_IMAGE=registry.example.com/cc-debian13"
		bases+=("$2")
		;;
	esac
}

is_client() { [ -d "docker/clients/$1" ]; }
dockerfile_of() { if is_client "$1"; then echo "docker/clients/$1/Dockerfile"; else echo "docker/$1/Dockerfile"; fi; }
package_of() { case $1 in node-health) echo node-health ;; *) echo snapshots ;; esac; }

# The tag of each image: a client's is upstream's, ours that of its package. Without one nothing is built.
read_facts() {
	local image digest file facts tag repository
	facts=$(yaml_values "$deployed" '*') || exit 1
	while IFS=$'\t' read -r image digest; do
		[ -z "$image" ] || digests[$image]=$digest
	done <<<"$facts"
	while read -r image digest; do
		case $image in '' | \#*) ;; *) digests[$image]=$digest ;; esac
	done <"$lock"
	for image in "${chosen[@]}"; do
		if is_client "$image"; then
			file=charts/ethereum-infrastructure/files/clients/$image.yaml
			facts=$(yaml_values "$file" image/tag image/repository) || exit 1
			# The substitution took an empty last line away: without a repository there is one line.
			tag='' repository=''
			{ read -r tag && read -r repository; } <<<"$facts" || true
			tags[$image]=$(checked "$file" image.tag '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$' "$tag") || exit 1
			repositories[$image]=$(checked "$file" image.repository '^[a-z0-9]+([._/:-]+[a-z0-9]+)*$' "$repository") || exit 1
		else
			file=packages/$(package_of "$image")/package.json
			facts=$(yaml_values "$file" version) || exit 1
			tags[$image]=$(checked "$file" version '^[0-9][A-Za-z0-9.-]*$' "$facts") || exit 1
		fi
	done
}
checked() { # FILE KEY FORM VALUE
	[[ $4 =~ $3 ]] && echo "$4" && return
	printf 'build-images: %s: %s is not valid in an image name: %.80q\n' "$1" "$2" "$4" >&2
	return 1
}
reference_of() { echo "$registry/$1:${tags[$1]}"; }

# The bases of an image as NAME=IMAGE, by digest where one is known.
bases_of() { # IMAGE
	local name default base
	while IFS='=' read -r name default; do
		if [ "$name" = CLIENT_IMAGE ]; then default=${repositories[$1]}:${tags[$1]}; fi
		for base in ${bases[@]+"${bases[@]}"}; do
			case $base in "$name="* | "$1.$name="*) default=${base#*=} ;; esac
		done
		echo "$name=$(pinned "$default")"
	done < <(sed -n 's/^ARG \([A-Z_]*_IMAGE\)=\{0,1\}\(.*\)$/\1=\2/p' "$(dockerfile_of "$1")")
}
pinned() { echo "$1${digests[$1]+@${digests[$1]}}"; } # IMAGE

# Inputs of an image: its Dockerfile, the files that it copies, its bases and its platform.
key_of() { # IMAGE
	local file sources
	file=$(dockerfile_of "$1")
	mapfile -t sources < <(sed -n '/--from=/d; s/^COPY //p' "$file" | awk '{ for (i = 1; i < NF; i++) print $i }')
	{
		cat "$file"
		find "${sources[@]}" -type f ! -path '*/node_modules/*' ! -path '*/dist/*' ! -path '*/dist-types/*' -print0 |
			LC_ALL=C sort -z | xargs -0 sha256sum
		bases_of "$1"
		echo "$platform"
	} | sha256sum | cut -c1-16
}
present() { # IMAGE KEY
	[ "$("$docker" image inspect --format '{{ index .Config.Labels "io.nodeyard.key" }}' "$(reference_of "$1")" 2>/dev/null)" = "$2" ]
}

plan() { # IMAGE
	local base
	line "$1" "would be built as $(reference_of "$1")"
	for base in $(bases_of "$1"); do line "" "from ${base#*=}$([[ $base == *@* ]] || echo ' (by its tag: no digest is known)')"; done
}

without_digest() { for image in "${chosen[@]}"; do bases_of "$image"; done | grep -v @ | sed 's/^[^=]*=//' | sort -u; }

build_all() {
	local image failed=0 undigested running=0
	command -v "$docker" >/dev/null || wrong_usage "$docker is not installed: install Docker, or name another program in DOCKER"
	undigested=$(without_digest || true)
	if [ -n "$undigested" ] && [ -n "$require_digests" ]; then
		printf 'build-images: no digest is recorded of these bases (make record-images asks for them):\n%s\n' "$undigested" >&2
		exit 1
	fi
	[ -z "$undigested" ] || line note "bases without a known digest, taken by tag: $(echo "$undigested" | paste -sd' ')"
	mkdir -p "$logs"
	trap 'jobs -p | xargs -r kill 2>/dev/null; exit 130' INT TERM
	for image in "${chosen[@]}"; do
		if [ "$running" -ge "$jobs" ]; then
			wait -n || failed=1
			running=$((running - 1))
		fi
		make_image "$image" &
		running=$((running + 1))
	done
	while [ "$running" -gt 0 ]; do
		wait -n || failed=1
		running=$((running - 1))
	done
	return "$failed"
}

make_image() { # IMAGE
	local key reference log=$logs/$1.log started=$SECONDS
	key=$(key_of "$1")
	reference=$(reference_of "$1")
	if [[ $platform != *,* ]] && present "$1" "$key"; then
		line "$1" "is there ($reference)"
	else
		line "$1" "is being built"
		build "$1" "$key" >"$log" 2>&1 || give_up "$1" "$log"
		line "$1" "is ready after $((SECONDS - started)) s ($reference)"
	fi
	[ -n "$push" ] && [[ $platform != *,* ]] || return 0
	"$docker" push --quiet "$reference" >"$log" 2>&1 || give_up "$1" "$log"
	line "$1" "is pushed"
}

build() { # IMAGE KEY
	local arguments=() base
	for base in $(bases_of "$1"); do arguments+=(--build-arg "$base"); done
	arguments+=(--build-arg "VERSION=${tags[$1]}" --label "io.nodeyard.key=$2" --file "$(dockerfile_of "$1")" --tag "$(reference_of "$1")")
	# shellcheck disable=SC2206 # several words on purpose
	arguments+=(${BUILD_OPTIONS-})
	[ -z "$platform" ] || arguments+=(--platform "$platform")
	case $platform in
	*,*) "$docker" buildx build --push "${arguments[@]}" . ;;
	*) DOCKER_BUILDKIT=1 "$docker" build "${arguments[@]}" . ;;
	esac
}

give_up() { # IMAGE LOG
	line "$1" "FAILED (log: ${2/#$HOME/\~})"
	tail -n 20 "$2" | sed 's/^/    | /' >&2
	exit 1
}

pin() {
	local base digest written
	command -v crane >/dev/null || wrong_usage "crane is missing: run scripts/install-dependencies.sh --only crane"
	written=$(mktemp)
	sed '/^#/!d' "$lock" | grep -v 'none is known' >"$written" || true
	for base in $(for image in "${images[@]}"; do bases_of "$image"; done | sed '/^CLIENT_IMAGE=/d; s/^[^=]*=//; s/@.*//' | sort -u); do
		if ! digest=$(crane digest "$base"); then
			rm -f "$written"
			echo "build-images: no registry returned the digest of $base; docker/digests.lock stays as it was" >&2
			exit 1
		fi
		echo "$base $digest" >>"$written"
		line "$base" "$digest"
	done
	cat "$written" >"$lock"
	rm -f "$written"
}

main "$@"
