#!/usr/bin/env bash
# A devnet in the current cluster: genesis, namespace, and the nodes of environments/devnet.yaml.
set -euo pipefail
CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
	cat <<-'TEXT'
		Usage: scripts/devnet.sh [--dry-run] up | down

		up    makes a new genesis with geth and Lodestar's packages (Linux; both are fetched), puts it into the namespace
		      "devnet", deploys the nodes, and waits until they make blocks. A second run starts a new chain.
		down  removes the namespace and everything in it.

		SECONDS_PER_SLOT   default 2
		SECONDS_TO_START   seconds until the first block, default 60: use more if images must be pulled first. A chain without
		                   blocks in its first eight slots does not start
		DEVNET_VALUES      a file of further settings, e.g. other images; merged over environments/devnet.yaml
	TEXT
}

dry_run=''
case ${1-} in
--help | -h) usage && exit ;;
--dry-run) dry_run=yes && shift ;;
esac
case ${1-} in
up | down) ;;
*) usage >&2 && exit 2 ;;
esac
# shellcheck source=scripts/operate/options.sh
. scripts/operate/options.sh
open_environment devnet

if [ "$1" = down ]; then
	echo "Removing the namespace $namespace"
	[ -n "$dry_run" ] || reach_cluster
	[ -n "$dry_run" ] || "${kubectl[@]}" delete namespace "$namespace" --ignore-not-found
	exit
fi

need_seconds "${SECONDS_PER_SLOT:=2}" "${SECONDS_TO_START:=60}"
echo "Making a genesis of blocks every $SECONDS_PER_SLOT s for the namespace $namespace"
[ -z "$dry_run" ] || exit 0
reach_cluster
scripts/install-dependencies.sh --quiet --only geth
lodestar=$(tests/integration/images/build.sh --lodestar-tree)
genesis=$(mktemp -d)
trap 'rm -rf "$genesis"' EXIT
NODE_BACKEND=js NODE_OPTIONS='' "$(echo "$lodestar"/runtime/node_modules/*/bin/node)" tests/integration/genesis/make.mjs \
	--out "$genesis" --geth "$PWD/.tools/bin/geth" --lodestar "$lodestar" \
	--genesis-time "$(($(date +%s) + SECONDS_TO_START))" --seconds-per-slot "$SECONDS_PER_SLOT" 2>/dev/null
printf '{"networkConfig": %s, "force": true}' "$(cat "$genesis/facts.json")" >"$genesis/values.yaml"

apply() { "${kubectl[@]}" apply --server-side --force-conflicts --filename - >/dev/null; }
"${kubectl[@]}" create namespace "$namespace" --dry-run=client --output yaml | apply
"${kubectl[@]}" label namespace "$namespace" --overwrite pod-security.kubernetes.io/enforce=restricted >/dev/null
"${kubectl[@]}" create configmap devnet-genesis --from-file="$genesis" --dry-run=client --output yaml | apply
"${helmfile[@]}" --quiet --selector layer=ethereum --state-values-file "$genesis/values.yaml" \
	${DEVNET_VALUES:+--state-values-file "$DEVNET_VALUES"} sync >/dev/null
scripts/operate/wait.sh --environment=devnet --node=geth-0 --settled=5 --timeout=300 || {
	echo "A chain without blocks in its first eight slots does not start: if pods start slowly, repeat with SECONDS_TO_START=$((SECONDS_TO_START * 3))." >&2
	exit 1
}
echo "The chain grows: make rpc ENV=devnet NODE=geth-0, then http://127.0.0.1:8545"
