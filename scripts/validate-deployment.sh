#!/usr/bin/env bash
# Check a running environment, and print problems with commands that fix them. It changes nothing; see --help.
#
# The checks are `nodeyard validate-deployment`, TypeScript. Here that is run from its source; in a team's repository it
# is the version of nodeyard that wrote the repository, from PATH or npm.
set -euo pipefail
CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -e packages/blueprint/src/cli.ts ]; then
	[ -e node_modules/.yarn-state.yml ] || make install >&2
	exec scripts/with-node.sh yarn nodeyard validate-deployment "$@"
fi

if command -v nodeyard >/dev/null; then
	exec nodeyard validate-deployment "$@"
fi
# shellcheck source=scripts/operate/yaml.sh
. scripts/operate/yaml.sh
written_by=$(yaml_values blueprint.lock.yaml blueprint/version 2>/dev/null) || written_by=''
[[ $written_by =~ ^[0-9][0-9A-Za-z.+-]*$ ]] || written_by=''
if command -v npx >/dev/null && [ -n "$written_by" ]; then
	exec npx --yes "@nodeyard/blueprint@$written_by" validate-deployment "$@"
fi
echo "validate-deployment: neither nodeyard nor npx is on PATH: install Node.js 24, which brings npx" >&2
exit 2
