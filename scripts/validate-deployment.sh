#!/usr/bin/env bash
# Check a running environment: what is wrong, and what to run. It changes nothing; --help says the rest.
#
# The checks are `nodeyard validate-deployment`, TypeScript. Here that is run from its source; in a team's repository it
# is the version of nodeyard that wrote the repository, from PATH or npm.
set -euo pipefail
CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -e packages/blueprint/src/cli.ts ]; then
	[ -e node_modules/.yarn-state.yml ] || make install >&2
	exec scripts/with-node.sh yarn nodeyard validate-deployment "$@"
fi

written_by=$(sed -n 's/^  version: "\{0,1\}\([0-9a-z.-]*\)"\{0,1\}$/\1/p' blueprint.lock.yaml 2>/dev/null | head -1)
if command -v nodeyard >/dev/null; then
	exec nodeyard validate-deployment "$@"
elif command -v npx >/dev/null && [ -n "$written_by" ]; then
	exec npx --yes "@nodeyard/blueprint@$written_by" validate-deployment "$@"
fi
echo "validate-deployment: neither nodeyard nor npx is on PATH: install Node.js 24, which brings npx" >&2
exit 2
