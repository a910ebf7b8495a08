#!/usr/bin/env bash
# Record the digests of images, so that the reviewed image runs even if its tag is moved.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/record-images.sh [--dry-run]
		       scripts/record-images.sh --unrecorded ENVIRONMENT

		Queries the registries with crane for the digest of every image that the charts deploy (clients, sidecar, snapshots,
		gateway, local registry), and writes it into files/images.yaml of the chart. Recorded digests are left unchanged;
		those of images that no chart names any more are removed. A recorded image is rendered as REPOSITORY:TAG@DIGEST.
		In a checkout with docker/, the bases of its recipes are queried as well (docker/digests.lock).

		  --dry-run    only print the images without a digest
		  --unrecorded ENVIRONMENT
		               only print the images that a deployment of that environment's nodes takes by tag alone; prints nothing for
		               environments other than production and its regions

		Exit codes: 0 all recorded, 1 a registry did not answer for some, 2 wrong usage.
	TEXT
}

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/operate/yaml.sh
. scripts/operate/yaml.sh

wrong_usage() {
	printf 'record-images: %s\n' "$1" >&2
	usage >&2
	exit 2
}
line() { printf '%-60s %s\n' "$1" "$2"; } # IMAGE TEXT

dry_run='' failed=0
case ${1-} in
'') ;;
--help | -h)
	usage
	exit
	;;
--dry-run) dry_run=yes ;;
--unrecorded)
	[ $# = 2 ] || wrong_usage "--unrecorded needs the name of an environment"
	case $2 in production | production-*) ;; *) exit 0 ;; esac
	objects=$(helmfile --environment "$2" --quiet --selector layer=ethereum --selector layer=local-registry template --skip-deps 2>/dev/null) || {
		echo "record-images: $2 cannot be rendered, so its images were not checked" >&2
		exit 0
	}
	by_tag=$(grep -oE '\bimage"?: *\\?"?[^" \\,}]+' <<<"$objects" | sed -E 's/^image"?: *\\?"?//' | grep -v '@sha256:' | sort -u) || true
	[ -n "$by_tag" ] || exit 0
	echo "record-images: these images are deployed by tag, and a registry can move a tag to another image:" >&2
	while read -r image; do echo "record-images:   $image" >&2; done <<<"$by_tag"
	cat >&2 <<-TEXT
		record-images: Record their digests once, review the change, and commit it: make record-images. For images that environments/
		record-images: or values/ set, write image.digest there.
	TEXT
	exit 0
	;;
*) wrong_usage "unknown argument \"$1\"" ;;
esac

# Names from values are validated before use.
reference() { # FILE REPOSITORY TAG
	[[ "$2:$3" =~ ^[a-z0-9]+([._/:-]+[a-z0-9]+)*:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]] && echo "$2:$3" && return
	printf 'record-images: %s: %.80q is not the name of an image with a tag\n' "$1" "$2:$3" >&2
	return 1
}
image_of() { # FILE KEY [TAG-OF-EMPTY]
	local values repository tag=''
	values=$(yaml_values "$1" "$2/repository" "$2/tag") || return
	{ read -r repository && read -r tag; } <<<"$values" || true
	reference "$1" "$repository" "${tag:-${3-}}"
}

images_of() { # CHART
	local file key application
	case $1 in
	charts/ethereum-infrastructure)
		for file in "$1"/files/clients/*.yaml; do image_of "$file" image || return; done
		for key in nodeHealth/image snapshotBuilder/image deltaSync/image mev/image; do image_of "$1/values.yaml" "$key" || return; done
		;;
	charts/ethereum-network) image_of "$1/values.yaml" exposure/gateway/image ;;
	charts/local-registry)
		application=$(yaml_values "$1/Chart.yaml" appVersion) || return
		for key in image ui/image; do image_of "$1/values.yaml" "$key" "$application" || return; done
		;;
	esac
}

declare -A recorded=()
read_recorded() { # CHART
	local image digest entries
	entries=$(yaml_values "$1/files/images.yaml" '*') || return
	recorded=()
	while IFS=$'\t' read -r image digest; do
		[ -z "$image" ] || recorded[$image]=$digest
	done <<<"$entries"
}

# Atomically.
write_recorded() { # CHART LINES
	local new
	new=$(mktemp "$1/files/images.yaml.XXXXXX")
	cp -p "$1/files/images.yaml" "$new"
	{ sed -n '/^#/p' "$1/files/images.yaml" && if [ -n "$2" ]; then echo "$2"; else echo '{}'; fi; } >"$new"
	mv "$new" "$1/files/images.yaml"
}

command -v crane >/dev/null || [ -n "$dry_run" ] || [ ! -x scripts/install-dependencies.sh ] || scripts/install-dependencies.sh --quiet --only crane
PATH=$PWD/.tools/bin:$PATH
command -v crane >/dev/null || [ -n "$dry_run" ] || wrong_usage "crane is missing: put it on PATH"
for chart in charts/ethereum-infrastructure charts/ethereum-network charts/local-registry; do
	images=$(images_of "$chart") || exit 1
	read_recorded "$chart" || exit 1
	lines=''
	while read -r image; do
		digest=${recorded[$image]-}
		if [ -n "$digest" ]; then
			line "$image" "is recorded"
		elif [ -n "$dry_run" ]; then
			line "$image" "would be asked for"
		elif digest=$(crane digest "$image") && [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]]; then
			line "$image" "$digest"
		else
			line "$image" "stays UNRECORDED: its registry gives no digest"
			digest='' failed=1
		fi
		[ -z "$digest" ] || lines+="'$image': $digest"$'\n'
	done < <(LC_ALL=C sort -u <<<"$images")
	[ -n "$dry_run" ] || write_recorded "$chart" "${lines%$'\n'}"
done
[ ! -d docker ] || [ -n "$dry_run" ] || scripts/build-images.sh --pin || failed=1
exit "$failed"
