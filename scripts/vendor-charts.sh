#!/usr/bin/env bash
# Fetch third-party charts once, so that a deployment needs no chart registry.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/vendor-charts.sh [--dry-run] [--record] [--only NAME]...
		       scripts/vendor-charts.sh --unrecorded ENVIRONMENT

		Fetches every chart of helmfiles/charts.yaml at its version of versions.yaml into vendor/charts/NAME, where helmfile
		looks first. A package whose SHA-256 is not the digest in versions.yaml is refused. A chart that is present in its
		version is left unchanged.

		  --record     fetch every package that has no digest yet, and write the digest into versions.yaml; without it such a
		               package is refused. Recorded digests are left unchanged, so a failed run can be repeated
		  --unrecorded ENVIRONMENT
		               only print the charts of the environment's layers that have no digest
		  --dry-run    only print what would be done
		  --only NAME  only this chart; repeatable

		Exit codes: 0 all present, 1 a chart could not be fetched or differs from its digest, 2 wrong usage.
	TEXT
}

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
dry_run='' record='' environment='' chosen=() failed=0

wrong_usage() {
	printf 'vendor-charts: %s\n' "$1" >&2
	usage >&2
	exit 2
}
while [ $# -gt 0 ]; do
	case $1 in
	--help | -h)
		usage
		exit
		;;
	--dry-run) dry_run=yes ;;
	--record) record=yes ;;
	--unrecorded)
		[ $# -gt 1 ] || wrong_usage "--unrecorded needs the name of an environment"
		environment=$2
		shift
		;;
	--only)
		[ $# -gt 1 ] || wrong_usage "--only needs the name of a chart"
		chosen+=("$2")
		shift
		;;
	*) wrong_usage "unknown argument \"$1\"" ;;
	esac
	shift
done

# shellcheck source=scripts/operate/yaml.sh
. scripts/operate/yaml.sh
version_of() { awk -v key="$1" -f scripts/operate/flat.awk versions.yaml; } # KEY
sources() { awk -f scripts/operate/flat.awk helmfiles/charts.yaml | sed -E 's|/([^/ ]+)$| \1|'; }
sha256_of() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1; } # FILE
line() { printf '%-22s %s\n' "$1" "$2"; }                                                  # NAME TEXT
unrecorded() { [ "$(version_of "chart-$1-digest")" = unrecorded ]; }                       # NAME

names=$(sources | cut -d' ' -f1)
for name in "${chosen[@]}"; do
	grep -qx -- "$name" <<<"$names" || wrong_usage "there is no chart \"$name\": choose among $(paste -sd' ' <<<"$names")"
done

# A deployment uses a chart at its version even if its digest is not recorded, and warns.
if [ -n "$environment" ]; then
	releases=$(helmfile --environment "$environment" --quiet list --output json 2>/dev/null) || releases=''
	unverified=()
	while read -r name repository chart; do
		if unrecorded "$name" && [[ $releases == *"\"$repository/$chart\""* || $releases == *"vendor/charts/$name\""* ]]; then
			unverified+=("$name $(version_of "chart-$name")")
		fi
	done < <(sources)
	[ ${#unverified[@]} = 0 ] || cat >&2 <<-TEXT
		vendor-charts: versions.yaml records no digest of these charts, so that nothing verifies what their registries serve:
		$(printf 'vendor-charts:   %s\n' "${unverified[@]}")
		vendor-charts: Fetch and record all of them once, review the change of versions.yaml, and commit it: make record-charts
	TEXT
	exit
fi

# Atomically: a reader never sees half of the file.
write_digest() { # NAME DIGEST
	local new
	new=$(mktemp versions.yaml.XXXXXX)
	cp -p versions.yaml "$new"
	sed "s/^chart-$1-digest: .*/chart-$1-digest: $2/" versions.yaml >"$new"
	mv "$new" versions.yaml
}

# One chart, atomically.
vendor() { # NAME REPOSITORY CHART
	local version digest got dir package
	version=$(version_of "chart-$1") digest=$(version_of "chart-$1-digest")
	if [ "$(yaml_values "vendor/charts/$1/Chart.yaml" version 2>/dev/null)" = "$version" ] && ! { [ -n "$record" ] && unrecorded "$1"; }; then
		line "$1" "$version is there"
		return
	fi
	if [ -n "$dry_run" ]; then
		line "$1" "$version would be fetched from $2"
		return
	fi
	dir=$(mktemp -d)
	# shellcheck disable=SC2064 # the folder of now
	trap "rm -rf '$dir'" RETURN
	case $2 in
	oci://*) helm pull "$2/$3" --version "$version" --destination "$dir" >/dev/null ;;
	*) helm pull "$3" --repo "$2" --version "$version" --destination "$dir" >/dev/null ;;
	esac || {
		line "$1" "FAILED: $2 does not give $3 $version"
		return 1
	}
	package=$(echo "$dir"/*.tgz)
	got=sha256:$(sha256_of "$package")
	if [ "$digest" = unrecorded ] && [ -n "$record" ]; then
		write_digest "$1" "$got"
	elif [ "$digest" != "$got" ]; then
		line "$1" "REFUSED: $version is $got, and versions.yaml says $digest. A digest that is unrecorded is written by: make record-charts"
		return 1
	fi
	tar -xzf "$package" -C "$dir"
	mkdir -p vendor/charts
	rm -rf "vendor/charts/$1"
	mv "$dir/$3" "vendor/charts/$1"
	line "$1" "$version is fetched"
}

while read -r name repository chart; do
	case " ${chosen[*]-} " in
	"  " | *" $name "*) vendor "$name" "$repository" "$chart" </dev/null || failed=1 ;;
	esac
done < <(sources)
if [ -n "$record" ] && [ -z "$dry_run" ]; then
	without=$(for name in $names; do ! unrecorded "$name" || echo "$name"; done)
	[ -z "$without" ] || line "still unrecorded" "$(paste -sd' ' <<<"$without")"
fi
exit "$failed"
