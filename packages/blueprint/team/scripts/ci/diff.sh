#!/bin/sh
# Writes what a change does to the rendered objects of each environment as Markdown into a file: diff.sh FILE. Both sides are
# rendered here, without a cluster and without keys.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
# shellcheck source-path=SCRIPTDIR source=common.sh
. scripts/ci/common.sh
need git helm helmfile

[ $# = 1 ] || fail "the file to write is missing: diff.sh FILE"
out=$1
need_commit BASE_COMMIT
# A base branch that has moved on is no part of the change.
base=$(git merge-base "$BASE_COMMIT" HEAD) || fail "BASE_COMMIT has no history in common with the change"
trap 'git worktree remove --force "$work/checkout" 2>/dev/null || true; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/checkout" "$base"

render() { # FOLDER ENVIRONMENT TARGET
	mkdir -p "$3"
	[ -f "$1/environments/$2.yaml" ] || return 0
	(cd "$1" && helmfile --environment "$2" --quiet --selector layer=infrastructure --selector layer=ethereum template --skip-deps) >"$work/objects" || return
	awk -v folder="$3" -f scripts/ci/objects.awk "$work/objects"
}

# The difference of each object that is new, changed or gone.
compare() { # BEFORE AFTER
	{ ls "$1" && ls "$2"; } | LC_ALL=C sort -u | while read -r name; do
		before=$1/$name after=$2/$name change=changed
		[ -f "$before" ] || before=/dev/null change=new
		[ -f "$after" ] || after=/dev/null change=removed
		differences=$(diff -U 3 "$before" "$after") && continue
		printf '# %s: %s\n%s\n' "$name" "$change" "$(printf '%s\n' "$differences" | sed 1,2d)"
	done
}

names=$({ environments && (cd "$work/checkout" && environments); } | sort -u)
# Hosts refuse comments that are longer than 65,536 characters.
budget=$((56000 / $(printf '%s\n' "$names" | wc -l)))
: >"$work/sections"
same=''
for name in $names; do
	note=''
	render . "$name" "$work/after/$name" || fail "environments/$name.yaml cannot be rendered; see above"
	render "$work/checkout" "$name" "$work/before/$name" 2>/dev/null || note=' The base cannot be rendered, so that every object counts as new.'
	compare "$work/before/$name" "$work/after/$name" >"$work/$name.diff"
	if [ ! -s "$work/$name.diff" ]; then
		same="$same${same:+, }$name"
		continue
	fi
	cat "$work/$name.diff"
	{
		printf '\n<details><summary>%s: %s objects differ.%s</summary>\n\n' "$name" "$(grep -c '^# ' "$work/$name.diff")" "$note"
		sed -n 's/^# /- /p' "$work/$name.diff" | head -n 100
		echo
		fenced diff "$budget" "$work/$name.diff"
		printf '\n</details>\n'
	} >>"$work/sections"
done
{
	printf '<!-- nodeyard:%s -->\n' "$job"
	printf 'Rendered objects, compared with %s.' "$(git rev-parse --short=12 "$base")"
	[ -z "$same" ] || printf ' Without a difference: %s.' "$same"
	echo
	cat "$work/sections"
} >"$out"
say "wrote $out${same:+; no difference in $same}"
