#!/bin/sh
# Install the packages of one workspace as yarn.lock has them, or not at all. Recipes run it from the root of their sources.
#
# A recipe has only some of the workspaces, so `yarn install --immutable` fails because of the surplus entries of yarn.lock, and
# `yarn workspaces focus` silently resolves missing ones. So this first checks what would be resolved.
set -eu
workspace=$1
packages_of() { sed -n 's/^  \(resolution\|checksum\): //p' "$1"; }

locked=$(mktemp)
packages_of yarn.lock >"$locked"
yarn install --mode=update-lockfile
more=$(packages_of yarn.lock | grep -vxF -f "$locked" || true)
rm "$locked"
if [ -n "$more" ]; then
	printf 'lockfile-only: packages of %s that yarn.lock lacks (run yarn install, and commit yarn.lock):\n%s\n' "$workspace" "$more" >&2
	exit 1
fi
yarn workspaces focus "$workspace"
