#!/bin/sh
# A clock that advances only during sleep: stands in for date and sleep, depending on the name it is called by. The file $CLOCK
# has its seconds; without it, it starts with the present time.
set -eu
[ -s "$CLOCK" ] || /bin/date +%s >"$CLOCK"
case ${0##*/} in
sleep) echo $(($(cat "$CLOCK") + $1)) >"$CLOCK" ;;
*) if [ "$*" = +%s ]; then cat "$CLOCK"; else exec /bin/date "$@"; fi ;;
esac
