#!/usr/bin/env bash
# Addresses of the API server in an environment's cluster, which network policies must allow. They change with the cluster and are
# not stored: deployments and checks read them each time.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/api-server.sh --environment=ENVIRONMENT

		Prints the addresses of the Service "kubernetes" and of its endpoints, each as a range, and their ports, on one line:
		10.96.0.1/32 203.0.113.7/32 443 6443. Prints nothing, and the reason on standard error, if your account may not read them
		or policies could not name them: docs/network-policies.md. Then any address on the ports of the chart is allowed.
	TEXT
}

# shellcheck source=scripts/operate/options.sh
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"
environment=''
read_options environment "$@"
[ -n "$environment" ] || usage_error
open_environment "$environment"
patient=yes # what cannot be read is unknown, and no error

unknown() { echo "api-server: $1: pods of snapshots may connect to any address" >&2 && exit 0; }
ask() { kubectl ${context:+--context="$context"} --request-timeout=10s "$@" 2>/dev/null; }

# shellcheck disable=SC2016
behind='{range .items[*]}{range .endpoints[*]}{range .addresses[*]}{@}{"\n"}{end}{end}{range .ports[*]}{.port}{"\n"}{end}{end}'
before='{range .spec.clusterIPs[*]}{@}{"\n"}{end}{range .spec.ports[*]}{.port}{"\n"}{end}'
found=$(ask --namespace default get endpointslices --selector kubernetes.io/service-name=kubernetes --output "jsonpath=$behind") ||
	unknown "the EndpointSlices of default/kubernetes cannot be read"
found+=$'\n'$(ask --namespace default get service kubernetes --output "jsonpath=$before") ||
	unknown "the Service default/kubernetes cannot be read"

ranges=() ports=()
while read -r word; do
	if [[ $word =~ ^[0-9]{1,5}$ ]]; then
		ports+=("$word")
	elif [[ $word =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]]; then
		ranges+=("$word/32")
	elif [[ $word =~ ^[0-9a-f]*:[0-9a-f:.]*$ ]]; then
		ranges+=("$word/128")
	elif [ -n "$word" ]; then
		unknown "$(printf 'the cluster returned an invalid address, %.80q' "$word")"
	fi
done < <(sort -u <<<"$found")
[[ ${#ranges[@]} -gt 0 && ${#ports[@]} -gt 0 ]] || unknown "default/kubernetes has no address"
[ ${#ranges[@]} -le 32 ] || unknown "default/kubernetes has ${#ranges[@]} addresses"

# Cilium knows the cluster's machines by identities, and by addresses only with policy-cidr-match-mode: nodes.
if [ -n "$(ask get customresourcedefinitions ciliumnodes.cilium.io --ignore-not-found --output name || echo unread)" ]; then
	machines=$(ask get nodes --output 'jsonpath={range .items[*].status.addresses[*]}{.address}{"\n"}{end}') ||
		unknown "whether Cilium takes the API server for a machine of the cluster cannot be read"
	for range in "${ranges[@]}"; do
		! grep -qxF "${range%/*}" <<<"$machines" || unknown "Cilium knows ${range%/*} as a machine of the cluster, and no policy can name it"
	done
fi
echo "${ranges[*]} ${ports[*]}"
