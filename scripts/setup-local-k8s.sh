#!/usr/bin/env bash
# A Kubernetes cluster on this machine to try the platform on.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/setup-local-k8s.sh [--provider PROVIDER] [--name NAME] [--delete] [--dry-run]

		Creates a small Kubernetes cluster on this machine, whose machines pull images from the local registry (localhost:30500,
		deployed by "make deploy-all ENV=local"), and prints the next steps. A second run changes nothing.

		  --provider PROVIDER  auto: the first of these that this machine has
		                       kind            Kubernetes on Docker; fetched at the version of versions.yaml
		                       k3d             k3s on Docker; must be installed
		                       docker-desktop  Kubernetes of Docker Desktop; must be enabled there
		                       test-cluster    tests/cluster: no Docker needed; Linux, root, half an hour to build; has
		                                       volume snapshots and enforces network policies; its images must be loaded
		  --name NAME          of the cluster (nodeyard); of the test cluster up to eight letters
		  --delete             remove the cluster, with everything in it
		  --dry-run            print the commands; change nothing
		  --help               this text

		Exit codes: 0 done, 1 failed, 2 wrong usage.
	TEXT
}

# shellcheck source=scripts/tools/versions.sh
. "$(dirname "${BASH_SOURCE[0]}")/tools/versions.sh"
cd "$root"
export PATH=$root/.tools/bin:$PATH

registry_port=30500
provider=auto name=nodeyard delete='' dry_run=''
providers=(kind k3d docker-desktop test-cluster)

wrong_usage() {
	printf 'setup-local-k8s: %s\nTry scripts/setup-local-k8s.sh --help\n' "$1" >&2
	exit 2
}
give_up() {
	printf 'setup-local-k8s: %s\n' "$1" >&2
	exit 1
}
# Print a command, and run it unless this is a dry run.
run() {
	printf '+ %s\n' "$*"
	[ -n "$dry_run" ] || "$@"
}

main() {
	read_options "$@"
	[ "$provider" != auto ] || detect
	echo "Provider: $provider"
	case $provider in
	kind) with_kind ;;
	k3d) with_k3d ;;
	docker-desktop) with_docker_desktop ;;
	test-cluster) with_test_cluster ;;
	esac
}

read_options() {
	while [ $# -gt 0 ]; do
		case $1 in
		--delete) delete=yes ;;
		--dry-run) dry_run=yes ;;
		--help | -h)
			usage
			exit 0
			;;
		--provider)
			[ $# -gt 1 ] || wrong_usage "--provider needs one of auto ${providers[*]}"
			case " auto ${providers[*]} " in
			*" $2 "*) provider=$2 ;;
			*) wrong_usage "there is no provider \"$2\": choose among auto ${providers[*]}" ;;
			esac
			shift
			;;
		--name)
			[[ ${2-} =~ ^[a-z][a-z0-9-]{0,29}$ ]] || wrong_usage "--name \"${2-}\" is not a valid name: use lower-case letters, digits and dashes"
			name=$2
			shift
			;;
		*) wrong_usage "unknown argument \"$1\"" ;;
		esac
		shift
	done
}

docker_answers() { command -v docker >/dev/null && docker info >/dev/null 2>&1; }
has_context() { command -v kubectl >/dev/null && kubectl config get-contexts -o name 2>/dev/null | grep -qx "$1"; }

# An existing cluster is preferred, so that a second run never creates a second one.
detect() {
	if docker_answers && command -v k3d >/dev/null && k3d cluster list "$name" >/dev/null 2>&1; then
		provider=k3d
	elif has_context docker-desktop && ! command -v kind >/dev/null && ! command -v k3d >/dev/null; then
		provider=docker-desktop
	elif docker_answers; then
		if command -v k3d >/dev/null && ! command -v kind >/dev/null; then provider=k3d; else provider=kind; fi
	elif [ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ]; then
		provider=test-cluster
	else
		give_up "nothing here can run Kubernetes: start Docker (then kind is fetched), switch on the one of Docker Desktop, or use --provider test-cluster on Linux as root"
	fi
}

with_kind() {
	docker_answers || give_up "kind needs Docker, which does not answer: start it"
	[ -n "$dry_run" ] || scripts/install-dependencies.sh --quiet --only kind
	if [ -n "$delete" ]; then
		run kind delete cluster --name "$name"
		return
	fi
	if command -v kind >/dev/null && kind get clusters 2>/dev/null | grep -qx "$name"; then
		echo "The cluster $name is there."
	else
		make_kind_cluster
	fi
	next "kind-$name" "It has no volume snapshots: choose nodes.<name>.snapshots.strategy direct. Network policies hold from kind 0.24 on."
}

make_kind_cluster() {
	local config node mirror=/etc/containerd/certs.d/localhost:$registry_port
	config=$(kind_config)
	printf '%s\n' "$config" | sed 's/^/    | /'
	run kind create cluster --name "$name" --wait 5m --config /dev/stdin <<<"$config"
	# A machine reaches the registry by its own node port.
	for node in $(kind_nodes); do
		run docker exec "$node" sh -c "mkdir -p $mirror && echo '[host.\"http://localhost:$registry_port\"]' > $mirror/hosts.toml"
	done
}

kind_nodes() { if [ -n "$dry_run" ]; then echo "$name-control-plane"; else kind get nodes --name "$name"; fi; }

kind_config() {
	cat <<-YAML
		kind: Cluster
		apiVersion: kind.x-k8s.io/v1alpha4
		containerdConfigPatches:
		  - |-
		    [plugins."io.containerd.grpc.v1.cri".registry]
		      config_path = "/etc/containerd/certs.d"
		    [plugins."io.containerd.cri.v1.images".registry]
		      config_path = "/etc/containerd/certs.d"
		nodes:
		  - role: control-plane
		    extraPortMappings:
		      - { containerPort: $registry_port, hostPort: $registry_port, listenAddress: 127.0.0.1 }
	YAML
}

with_k3d() {
	command -v k3d >/dev/null || give_up "k3d is not installed: install it, or use --provider kind"
	docker_answers || give_up "k3d needs Docker, which does not answer: start it"
	if [ -n "$delete" ]; then
		run k3d cluster delete "$name"
		return
	fi
	if k3d cluster list "$name" >/dev/null 2>&1; then
		echo "The cluster $name is there."
		run k3d cluster start "$name"
	else
		local registries
		registries=$(mktemp)
		# shellcheck disable=SC2064 # its name of now
		trap "rm -f '$registries'" EXIT
		printf 'mirrors:\n  "localhost:%s":\n    endpoint: ["http://localhost:%s"]\n' "$registry_port" "$registry_port" >"$registries"
		run k3d cluster create "$name" --wait --timeout 5m --registry-config "$registries" \
			--port "127.0.0.1:$registry_port:$registry_port@server:0" --k3s-arg "--disable=traefik@server:0"
	fi
	next "k3d-$name" "It has no volume snapshots: choose nodes.<name>.snapshots.strategy direct."
}

with_docker_desktop() {
	has_context docker-desktop || give_up "Docker Desktop has no Kubernetes yet: switch it on in Settings, Kubernetes, and try again"
	[ -z "$delete" ] || give_up "this Kubernetes is Docker Desktop's: switch it off in Settings, Kubernetes"
	kubectl --context docker-desktop --request-timeout=10s get nodes >/dev/null 2>&1 ||
		give_up "the Kubernetes of Docker Desktop does not answer: restart it in Settings, Kubernetes"
	echo "The cluster of Docker Desktop answers."
	next docker-desktop "It has no volume snapshots, and it ignores network policies. In environments/local.yaml choose provider: docker-desktop for its storage classes. It shares its images with Docker, so none must be pushed."
}

with_test_cluster() {
	[ "$(uname -s)" = Linux ] || give_up "the test cluster needs Linux: use --provider kind"
	[ -n "$dry_run" ] || [ "$(id -u)" = 0 ] || give_up "the test cluster needs root: sudo scripts/setup-local-k8s.sh --provider test-cluster"
	export CLUSTER_ID=${CLUSTER_ID:-${name:0:8}} CLUSTER_TTL=${CLUSTER_TTL:-28800}
	# bash would evaluate these as arithmetic, and a shell reads the output below.
	[[ $CLUSTER_TTL =~ ^[1-9][0-9]{0,8}$ ]] || give_up "CLUSTER_TTL must be a number of seconds"
	[[ $CLUSTER_ID =~ ^[a-z][a-z0-9-]{0,7}$ ]] || give_up "CLUSTER_ID must be up to eight small letters, digits and dashes"
	[[ ${CLUSTER_NET-} =~ ^[0-9.]*$ ]] || give_up "CLUSTER_NET must be two numbers with a dot between"
	if [ -n "$delete" ]; then
		run tests/cluster/down.sh
		return
	fi
	run tests/cluster/build.sh
	run tests/cluster/up.sh
	echo "It has volume snapshots, and enforces network policies. It has no internet access and no registry: load images with tests/cluster/load-image.sh."
	echo "It stops by itself after $((CLUSTER_TTL / 60)) minutes. To use it from this shell, and then to go on:"
	echo "  eval \"\$(CLUSTER_ID=$CLUSTER_ID ${CLUSTER_NET:+CLUSTER_NET=$CLUSTER_NET }tests/cluster/up.sh -e)\""
	echo "  make deploy-all ENV=local"
}

# Result and next steps.
next() { # CONTEXT NOTE
	echo "$2"
	echo "Next: write \"kubeContext: $1\" into environments/local.yaml, then"
	echo "  make deploy-all ENV=local"
	echo "  make validate-deployment ENV=local"
}

main "$@"
