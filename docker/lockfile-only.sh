#!/bin/sh
# Install the packages of one workspace as yarn.lock has them, or not at all. Recipes run it from the root of their sources.
#
# A recipe has only some of the workspaces, so `yarn install --immutable` refuses it for what yarn.lock has too much, and
# `yarn workspaces focus` resolves without a word what yarn.lock lacks. So this looks first at what would be resolved.
set -eu
workspace=$1
packages_of() { sed -n 's/^  \(resolution\|checksum\): //p' "$1"; }

locked=$(mktemp)
packages_of yarn.lock >"$locked"
yarn install --mode=update-lockfile
more=$(packages_of yarn.lock | grep -vxF -f "$locked" || true)
rm "$locked"
if [ -n "$more" ]; then
	printf 'lockfile-only: yarn.lock does not have these, which %s would get now. Run yarn install, and commit yarn.lock:\n%s\n' "$workspace" "$more" >&2
	exit 1
fi
yarn workspaces focus "$workspace"
