#!/usr/bin/env bash
# Build docs/ with TechDocs' MkDocs, and put the pages where the backend of this repository serves them.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/build-docs.sh [--optional]

		Builds mkdocs.yml and docs/ into dist/techdocs/default/system/nodeyard, as the publisher "local" of TechDocs expects
		the pages of the entity system:default/nodeyard. A link to a missing page or heading is an error. Pages that are newer
		than their sources are left as they are.

		  --optional   exit with 0 if the pages cannot be built, e.g. without Python
		  --help       this text
	TEXT
}

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
site=dist/techdocs/default/system/nodeyard
optional=
case ${1-} in
--help | -h) usage && exit ;;
--optional) optional=yes ;;
'') ;;
*)
	usage >&2
	exit 2
	;;
esac

main() {
	if [ -f "$site/techdocs_metadata.json" ] && [ -z "$(find docs mkdocs.yml versions.yaml -newer "$site/techdocs_metadata.json" -print -quit)" ]; then
		return
	fi
	if [ -n "$optional" ] && ! python3 -c 'import ensurepip' 2>/dev/null; then
		echo 'docs: skipped: Python 3 with venv is missing' >&2
		return 1
	fi
	scripts/install-dependencies.sh --quiet --only mkdocs || return
	mkdir -p "$site" || return
	building=$(mktemp -d dist/techdocs/.building-XXXXXX) || return
	trap 'rm -rf "$building"' EXIT
	# The theme prints advice about the next version of MkDocs, on standard error, and colours it whatever it writes to.
	NO_MKDOCS_2_WARNING=1 .tools/bin/mkdocs build --quiet --strict --site-dir "$PWD/$building/site" || return
	rm -rf "$site"
	mv "$building/site" "$site" || return
	echo "docs: built into $site"
}

main || [ -n "$optional" ]
