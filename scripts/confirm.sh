#!/usr/bin/env bash
# Ask before a step that cannot be undone.
set -euo pipefail

case ${1-} in
--help | -h | '')
	cat <<-'TEXT'
		Usage: scripts/confirm.sh [--always] ENVIRONMENT SENTENCE

		In production, and in the regions of it (production-eu-west-1), the environment's name must be typed, or set as YES
		without a terminal. Elsewhere nothing is asked, unless --always is given: then "y" must be answered, or YES=1 set.
	TEXT
	[ -n "${1-}" ] || exit 2
	exit
	;;
--always)
	always=yes
	shift
	;;
esac
environment=$1 sentence=$2

refuse() {
	echo "Nothing was done." >&2
	exit 1
}

case $environment in
production | production-*)
	[ "${YES-}" != "$environment" ] || exit 0
	printf '%s in %s? Type the name of the environment: ' "$sentence" "$environment" >&2
	read -r answer || refuse
	[ "$answer" = "$environment" ] || refuse
	;;
*)
	[ -n "${always-}" ] && [ "${YES-}" != 1 ] || exit 0
	printf '%s in %s? [y/N] ' "$sentence" "$environment" >&2
	read -r answer || refuse
	[[ $answer == [yY] ]] || refuse
	;;
esac
