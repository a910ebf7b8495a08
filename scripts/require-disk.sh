#!/usr/bin/env bash
# Fails where a folder's file system has less free space than a program is going to need.
set -euo pipefail
# shellcheck source=scripts/operate/units.sh
. "$(dirname "${BASH_SOURCE[0]}")/operate/units.sh"

usage() {
	cat <<-'TEXT'
		Usage: scripts/require-disk.sh PROGRAM FOLDER MIB REASON

		Exits with 0 if the file system of FOLDER, or of the nearest folder above it that exists, has MIB mebibytes free, and
		with 1 if not, with one message that has both figures and REASON. PROGRAM is the name at the start of the message.
	TEXT
}

case ${1-} in
--help | -h) usage && exit ;;
esac
if [ $# != 4 ] || ! [[ $3 =~ ^[0-9]{1,9}$ ]]; then
	usage >&2
	exit 2
fi
program=$1 folder=$2 needed=$3 reason=$4
existing=$folder
while [ ! -d "$existing" ]; do existing=$(dirname "$existing"); done
free=$(df --portability --block-size=1M "$existing" | awk 'NR == 2 { print $4 }')
[[ $free =~ ^[0-9]+$ ]] || { echo "$program: df does not report the free space of $existing" >&2 && exit 1; }
[ "$free" -lt "$needed" ] || exit 0
echo "$program: $folder has $(format_mib "$free") of free disk space, and $(format_mib "$needed") are needed: $reason" >&2
exit 1
