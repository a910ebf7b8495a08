#!/usr/bin/env bash
# Checks that a cluster has the Gateway API's definitions, and installs them.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/gateway-api.sh [--context=CONTEXT | --environment=ENVIRONMENT] check|apply

		  check   exits with 1 unless the cluster has Gateway and HTTPRoute
		  apply   installs the definitions of the standard channel in the version of versions.yaml (gateway-api), from their Go
		          module, which Go checks against its checksum database. Newer definitions are left unchanged, and so are those
		          that the provider manages: kubectl then reports the conflict.

		Needs kubectl, and apply also go.
	TEXT
}

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/operate/options.sh
. scripts/operate/options.sh
kubectl=(kubectl) action='' context=''
while [ $# -gt 0 ]; do
	case $1 in
	--help | -h)
		usage
		exit
		;;
	--context=*)
		context=${1#*=}
		[ -z "$context" ] || need_form context --context "$context" || exit 2
		kubectl=(kubectl ${context:+--context="$context"})
		;;
	--environment=?*) open_environment "${1#*=}" ;;
	check | apply) action=$1 ;;
	*)
		printf 'gateway-api: unknown argument "%s"\n' "$1" >&2
		usage >&2
		exit 2
		;;
	esac
	shift
done

[ -z "$action" ] || reach_cluster
version=$(awk -v key=gateway-api -f scripts/operate/flat.awk versions.yaml)

# Version of the definition of a kind in the cluster; empty where there is none.
installed() { # KIND
	"${kubectl[@]}" get "crd/$1.gateway.networking.k8s.io" --ignore-not-found \
		-o 'jsonpath={.metadata.annotations.gateway\.networking\.k8s\.io/bundle-version}{" "}'
}

case $action in
check)
	for kind in gateways httproutes; do
		[ -n "$(installed "$kind")" ] || {
			echo "gateway-api: this cluster has no $kind.gateway.networking.k8s.io. \`make gateway-api\` brings it; some providers do when they are asked." >&2
			exit 1
		}
	done
	;;
apply)
	has=$(installed gateways | tr -d ' ')
	if [ "${has#v}" != "$version" ] && [ "$(printf '%s\n' "${has#v}" "$version" | sort -V | tail -1)" != "$version" ]; then
		echo "gateway-api: this cluster has $has, which is newer than v$version: nothing is changed"
		exit
	fi
	command -v go >/dev/null || {
		echo "gateway-api: go is missing. Install it, or apply standard-install.yaml of release v$version of the Gateway API yourself." >&2
		exit 1
	}
	module=$(go mod download -json "sigs.k8s.io/gateway-api@v$version" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",\{0,1\}$/\1/p')
	"${kubectl[@]}" apply --server-side --filename "$module/config/crd/standard"
	;;
*)
	usage >&2
	exit 2
	;;
esac
