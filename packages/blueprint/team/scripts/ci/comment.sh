#!/bin/sh
# Posts a file as a comment on the pull request, in place of the comment of an earlier run: comment.sh FILE. Its first line is the mark
# by which that is found.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
# shellcheck source-path=SCRIPTDIR source=common.sh
. scripts/ci/common.sh
# shellcheck source-path=SCRIPTDIR source=host.sh
. scripts/ci/host.sh

[ -s "${1-}" ] || fail "the file to post is missing: comment.sh FILE"
case ${CHANGE_NUMBER-} in '' | *[!0-9]*) fail "CHANGE_NUMBER must be the number of a pull request" ;; esac
if [ -z "$HOST_TOKEN" ]; then
	say "no comment, because HOST_TOKEN is empty: the log of the step before has the difference (README.md, \"CI/CD\")"
	exit
fi
case $HOST_KIND in
gitlab) list=projects/$HOST_PROJECT/merge_requests/$CHANGE_NUMBER/notes entries=$list update=PUT ;;
*) list=repos/$HOST_PROJECT/issues/$CHANGE_NUMBER/comments entries=repos/$HOST_PROJECT/issues/comments update=PATCH ;;
esac
mark=$(head -n 1 "$1")
jq -n --rawfile body "$1" '{ body: $body }' >"$work/comment.json"
# shellcheck disable=SC2016 # $mark is a variable of jq
former=$(find_entry "$list" '' '.body | startswith($mark)' --arg mark "$mark")
if [ -n "$former" ]; then
	api "$update" "$entries/$former" "$work/comment.json" && say "replaced the comment $former" && exit
else
	api POST "$list" "$work/comment.json" && say "posted a comment" && exit
fi
case $status in
# A pull request from a fork has a token that may only read.
401 | 403 | 404) say "no comment, because the token may not write one (HTTP $status): the log of the step before has the difference" ;;
*) refused "take the comment" ;;
esac
