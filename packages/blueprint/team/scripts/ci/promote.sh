#!/bin/sh
# Opens a pull request that brings what was changed in environments/PROMOTE_FROM.yaml since its last promotion into
# environments/ENVIRONMENT.yaml, by a three-way merge: what the two have of their own stays, and so do comments. promotions.yaml
# records the commit up to which changes were promoted. kubeContext is never promoted. Repeated, it updates the same pull request.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
# shellcheck source-path=SCRIPTDIR source=common.sh
. scripts/ci/common.sh
# shellcheck source-path=SCRIPTDIR source=host.sh
. scripts/ci/host.sh
need git helm helmfile
need_environment ENVIRONMENT
need_environment PROMOTE_FROM
[ "$HOST_TOKEN" ] || fail "HOST_TOKEN is empty: the job needs a token that may push a branch and open a pull request (README.md, \"CI/CD\")"
git check-ref-format "refs/heads/${DEFAULT_BRANCH-}" || fail "DEFAULT_BRANCH must be the name of a branch"

from=environments/$PROMOTE_FROM.yaml to=environments/$ENVIRONMENT.yaml
branch=promote/$ENVIRONMENT
author='Promotion <promotion@users.noreply.invalid>'
title="Promote $PROMOTE_FROM to $ENVIRONMENT"

# git with the token of the job, which is in no argument, no file and no URL.
remote() {
	# shellcheck disable=SC2016 # expanded by the helper
	GIT_TERMINAL_PROMPT=0 HOST_TOKEN=$HOST_TOKEN git -c credential.helper= \
		-c credential.helper='!f() { echo username=x-access-token; echo "password=$HOST_TOKEN"; }; f' "$@"
}

remote fetch --quiet --no-tags "$HOST_URL" "refs/heads/$DEFAULT_BRANCH" || fail "the branch $DEFAULT_BRANCH cannot be fetched from $HOST_URL"
head=$(git rev-parse FETCH_HEAD)
git checkout --quiet --detach "$head"

base=''
[ ! -f promotions.yaml ] || base=$(awk -v key="$ENVIRONMENT" -f scripts/operate/flat.awk promotions.yaml)
[ "$base" ] || base=$(git log --diff-filter=A --format=%H --reverse -- "$from" | head -n 1)
case $base in *[!0-9a-f]*) fail "promotions.yaml: $ENVIRONMENT must be the hash of a commit" ;; esac
git cat-file -e "$base:$from" 2>/dev/null || fail "promotions.yaml: $ENVIRONMENT names the commit $base, which has no $from. Write the commit up to which $PROMOTE_FROM was promoted"

# Each environment has a cluster of its own.
without_context() { sed '/^\(# \)\{0,1\}kubeContext:/d'; }
git show "$base:$from" | without_context >"$work/base"
without_context <"$from" >"$work/from"
if cmp -s "$work/base" "$work/from"; then
	say "nothing to promote: $from is as it was at $base"
	exit
fi
conflicts=0
git merge-file -p -L "$to" -L "$from, promoted before" -L "$from" "$to" "$work/base" "$work/from" >"$work/merged" || conflicts=$?
if [ "$conflicts" != 0 ]; then
	awk '/^<<<<<<< /, /^>>>>>>> /' "$work/merged" >&2
	fail "$from and $to were both changed at the same places (above), and which of them is right is not known here. Edit $to by hand, and write \"$ENVIRONMENT: $head\" into promotions.yaml"
fi

cat "$work/merged" >"$to"
{
	[ ! -f promotions.yaml ] || grep -v "^$ENVIRONMENT:" promotions.yaml || true
	[ -f promotions.yaml ] || echo "# The commit up to which the changes of the environment before it were promoted to each: scripts/ci/promote.sh"
	echo "$ENVIRONMENT: $head"
} >"$work/promotions"
cat "$work/promotions" >promotions.yaml
helmfile --environment "$ENVIRONMENT" --quiet --selector layer=infrastructure --selector layer=ethereum template --skip-deps >/dev/null ||
	fail "$ENVIRONMENT cannot be rendered with the changes of $PROMOTE_FROM; see above. Nothing was pushed"

# The branch is made anew each time, and what others have pushed to it would be lost.
if remote fetch --quiet --no-tags "$HOST_URL" "refs/heads/$branch" 2>/dev/null; then
	former=$(git rev-parse FETCH_HEAD)
	[ "$(git show --no-patch --format='%an <%ae>' "$former")" = "$author" ] ||
		fail "the branch $branch has a commit of another author, $former, which a new promotion would remove. Merge its pull request, or delete the branch"
fi
git add -- "$to" promotions.yaml
git -c user.name="${author%% <*}" -c user.email=promotion@users.noreply.invalid commit --quiet --no-verify --message="$title"
remote push --quiet --force-with-lease="refs/heads/$branch:${former-}" "$HOST_URL" "HEAD:refs/heads/$branch" || fail "the branch $branch cannot be pushed"

git log --no-merges --format='%h %s' "$base..$head" -- "$from" >"$work/commits"
{
	printf '%s gets what was changed in %s since %s:\n\n' "$to" "$from" "$(git rev-parse --short=12 "$base")"
	fenced '' 8000 "$work/commits"
	printf '\nThe environment renders with it. Pull requests that are opened with the token of a job start no other jobs on GitHub: close and reopen it to have it validated.\n'
} >"$work/body"
# shellcheck disable=SC2016 # variables of jq
case $HOST_KIND in
gitlab)
	list=projects/$HOST_PROJECT/merge_requests query="state=opened&source_branch=$branch" ours='.source_branch == $branch and .source_project_id == .target_project_id'
	body='{ source_branch: $branch, target_branch: $base, title: $title, description: $body }'
	;;
*)
	list=repos/$HOST_PROJECT/pulls query=state=open ours='.head.ref == $branch and .head.repo.full_name == $project'
	body='{ head: $branch, base: $base, title: $title, body: $body }'
	;;
esac
open=$(find_entry "$list" "$query" "$ours" --arg branch "$branch" --arg project "$HOST_PROJECT")
if [ "$open" ]; then
	say "updated the pull request of $branch"
	exit
fi
jq -n --arg branch "$branch" --arg base "$DEFAULT_BRANCH" --arg title "$title" --rawfile body "$work/body" "$body" >"$work/pull.json"
api POST "$list" "$work/pull.json" || refused "open a pull request for $branch, which was pushed"
say "opened: $(jq -r '.html_url // .web_url // empty' "$response" | tr -d '\000-\037')"
