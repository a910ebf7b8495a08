#!/usr/bin/env bash
# Run Make targets one after the other, regardless of failures, and print the result of each.
set -uo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/run-stages.sh [--count-stages] TARGET...

		Runs each Make target, continues after a failure, and ends with the time of each and a line "N passed, N failed".
		The numbers come from the test runners inside (scripts/totals.awk). A target that fails without a failed test
		counts as one failure, and so does one that succeeds without having run a test. The names of failed tests and checks
		are below their target, because CI often shows long logs without their middle.

		  --count-stages   the targets run no test runner: each is one check
	TEXT
}

CDPATH='' cd "$(dirname "$0")/.." || exit
count_stages=
case ${1-} in
--help | -h) usage && exit ;;
--count-stages)
	count_stages=yes
	shift
	;;
esac
[ $# -gt 0 ] || {
	usage >&2
	exit 2
}

logs=$(mktemp -d "${TMPDIR:-/tmp}/nodeyard-stages.XXXXXX")
trap 'rm -rf "$logs"' EXIT
passed=0 failed=0 skipped=0 report=

# What runners print of a failed test: Jest and this script "FAIL ...", TAP "not ok ...", Jest's titles with a dot.
failures() { # LOG
	sed -e $'s/\033\\[[0-9;]*m//g' "$1" | grep -aE '^(FAIL|not ok) |^  ● ' | awk '!seen[$0]++' | cut -c1-200 | head -n 20 | sed 's/^ */       /' || true
}

for stage; do
	printf '\n=== %s\n' "$stage"
	started=$SECONDS
	"${MAKE:-make}" "$stage" 2>&1 | tee "$logs/$stage"
	rc=${PIPESTATUS[0]}
	if [ -n "$count_stages" ]; then
		p=$((rc == 0)) f=$((rc != 0)) s=0
	else
		read -r p f s < <(awk -f scripts/totals.awk "$logs/$stage")
		note=
		if [ "$rc" != 0 ] && [ "$f" = 0 ]; then f=1 note=", ended with $rc"; fi
		if [ "$rc" = 0 ] && [ "$p" = 0 ]; then f=$((f + 1)) note=", ran no test"; fi
	fi
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	report+=$(printf '%-4s %5d s  %-16s %d passed, %d failed, %d skipped%s' \
		"$([ "$f" = 0 ] && echo ok || echo FAIL)" $((SECONDS - started)) "$stage" "$p" "$f" "$s" "${note-}")$'\n'
	[ "$f" = 0 ] || report+=$(failures "$logs/$stage")$'\n'
done

printf '\n%s\n' "$report"
summary="$passed passed, $failed failed"
[ "$skipped" = 0 ] || summary+=", $skipped skipped"
printf '%s\n' "$summary"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
