#!/usr/bin/env bash
# Ask before something is done that cannot be undone by doing nothing.
set -euo pipefail

case ${1-} in
--help | -h | '')
	cat <<-'TEXT'
		Usage: scripts/confirm.sh [--always] ENVIRONMENT SENTENCE

		In production the environment's name must be typed, or YES=production set where nobody can type. Elsewhere nothing
		is asked, unless --always is given: then "y" must be answered, or YES=1 set.
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

if [ "$environment" = production ] && [ "${YES-}" != production ]; then
	printf '%s in production? Type the name of the environment: ' "$sentence" >&2
	read -r answer || refuse
	[ "$answer" = production ] || refuse
elif [ "$environment" != production ] && [ -n "${always-}" ] && [ "${YES-}" != 1 ]; then
	printf '%s in %s? [y/N] ' "$sentence" "$environment" >&2
	read -r answer || refuse
	[[ $answer == [yY] ]] || refuse
fi
