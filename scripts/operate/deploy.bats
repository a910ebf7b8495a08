#!/usr/bin/env bats
# How an environment is deployed and compared.

setup() {
	deploy=$BATS_TEST_DIRNAME/deploy.sh
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir bin environments
	printf '%s\n' 'namespace: chain' 'kubeContext: "ours"' >environments/staging.yaml
	cat >bin/helmfile <<-'SH'
		#!/bin/sh
		echo "$(basename "$0") $*" >>calls
		case " $* " in *' template '*) [ ! -e objects ] || cat objects ;; esac
	SH
	printf '%s\n' '---' 'kind: Service' >objects
	cat >bin/kubectl <<-'SH'
		#!/bin/sh
		. "$STAND_INS/reachable.sh"
		case "$*" in
		*endpointslices*) [ ! -e api-server ] || cat api-server ;;
		*"get validatingadmissionpolicies"*) [ ! -e policies ] || cat policies ;;
		*"get roles"*) [ ! -e roles ] || cat roles ;;
		*"get service kubernetes"* | *customresourcedefinitions*) ;;
		*) echo "$(basename "$0") $*" >>calls ;;
		esac
	SH
	# As Helm 4 prints it.
	printf '%s\n' '#!/bin/sh' 'printf "NAME\tVERSION\tTYPE\tAPIVERSION\tPROVENANCE\tSOURCE\n"; cat plugins' >bin/helm
	: >plugins
	chmod +x bin/*
	export PATH=$PWD/bin:$PATH STAND_INS=$BATS_TEST_DIRNAME/tests
}

with_helm_diff() { printf 'diff\t3.15.0\tcli/v1\tv1\tunknown\thelm-diff\n' >plugins; }

@test "without helm-diff every release is synced, with a message" {
	run "$deploy" --environment=staging --select=layer=ethereum,name=geth-0
	[ "$status" = 0 ]
	[[ $output == *"helmfile sync, because helm-diff is not installed"* ]]
	[ "$(cat calls)" = "helmfile --environment staging --selector layer=ethereum,name=geth-0 sync" ]
}

@test "with helm-diff only differing releases are upgraded, with a message" {
	with_helm_diff
	run "$deploy" --environment=staging
	[[ $output == *"helmfile apply, because helm-diff is installed"* ]]
	[ "$(cat calls)" = "helmfile --environment staging apply --suppress-diff" ]
}

@test "another plugin is not helm-diff" {
	printf 'secrets\t4.6.0\tcli/v1\tv1\tunknown\thelm-diff-and-secrets\n' >plugins
	run "$deploy" --environment=staging
	[[ $output == *"helm-diff is not installed"* ]]
}

@test "policies name the addresses of the API server, if they are known" {
	printf '%s\n' 203.0.113.7 6443 >api-server
	run "$deploy" --environment=staging
	[ "$(cat calls)" = "helmfile --environment staging --state-values-set apiServer=203.0.113.7/32 6443 sync" ]
}

@test "force reaches the gate" {
	run "$deploy" --environment=staging --force
	[ "$(cat calls)" = "helmfile --environment staging --state-values-set force=true sync" ]
}

@test "an interrupted deployment interrupts helmfile, and ends with it" {
	cat >bin/helmfile <<-'SH'
		#!/bin/sh
		trap 'echo interrupted >>calls; exit 1' TERM
		: >started
		for i in 1 2 3 4 5 6 7 8 9 10; do sleep 1; done
		echo finished >>calls
	SH
	"$deploy" --environment=staging 3>&- &
	until [ -e started ]; do sleep 0.1; done
	kill -TERM $!
	wait $! || true
	[ "$(cat calls)" = interrupted ]
}

@test "a dry run shows differences by helm-diff, else by kubectl in the environment's cluster, and changes nothing" {
	run "$deploy" --environment=staging --dry-run
	[ "$status" = 0 ]
	[[ $output == *"which does not show deletions"* ]]
	run cat calls
	[ "${lines[0]}" = "helmfile --environment staging --quiet template --skip-tests" ]
	[ "${lines[1]}" = "kubectl --context=ours --namespace chain diff --filename -" ]
	with_helm_diff
	: >calls
	run "$deploy" --environment=staging --dry-run
	[ "$(cat calls)" = "helmfile --environment staging --quiet diff" ]
	: >calls
	run "$deploy" --environment=staging --dry-run --detailed-exitcode
	[ "$(cat calls)" = "helmfile --environment staging --quiet diff --detailed-exitcode" ]
}

@test "objects of other namespaces are compared, each in its own" {
	printf '%s\n' '---' 'kind: Service' 'metadata:' '  name: a' '---' 'kind: Secret' 'metadata:' '  name: b' '  namespace: "observability"' \
		'---' 'kind: Secret' 'metadata:' '  namespace: chain' >objects
	sed -i 's/^\*) echo.*/*) { echo "$*"; grep -v "^---"; } >>calls ;;/' bin/kubectl
	run "$deploy" --environment=staging --dry-run
	[ "$status" = 0 ]
	[ "$(sed 1d calls)" = "--context=ours --namespace chain diff --filename -
kind: Service
metadata:
  name: a
kind: Secret
metadata:
  namespace: chain
--context=ours diff --filename -
kind: Secret
metadata:
  name: b
  namespace: \"observability\"" ]
}

@test "differences are no failure; objects that cannot be rendered or compared are one" {
	printf '%s\n' '#!/bin/sh' '. "$STAND_INS/reachable.sh"' 'echo "+ replicas: 2"' 'exit 1' >bin/kubectl
	run "$deploy" --environment=staging --dry-run
	[ "$status" = 0 ]
	run "$deploy" --environment=staging --dry-run --detailed-exitcode
	[ "$status" = 2 ]
	# kubectl exits with 1 then as well, after the differences that it found.
	printf '%s\n' '#!/bin/sh' '. "$STAND_INS/reachable.sh"' 'echo "+ replicas: 2"' 'echo "Error from server (Forbidden): no" >&2' 'exit 1' >bin/kubectl
	run "$deploy" --environment=staging --dry-run
	[ "$status" = 1 ]
	run "$deploy" --environment=staging --dry-run --detailed-exitcode
	[ "$status" = 1 ]
	sed -i 's/(Forbidden): no/(NotFound): namespaces "chain" not found/' bin/kubectl
	run "$deploy" --environment=staging --dry-run --detailed-exitcode
	[ "$status" = 2 ]
	printf '%s\n' '#!/bin/sh' '. "$STAND_INS/reachable.sh"' 'exit 2' >bin/kubectl
	run "$deploy" --environment=staging --dry-run
	[ "$status" = 2 ] || [ "$status" = 1 ]
	printf '%s\n' '#!/bin/sh' 'exit 1' >bin/helmfile
	printf '%s\n' '#!/bin/sh' '. "$STAND_INS/reachable.sh"' >bin/kubectl
	run "$deploy" --environment=staging --dry-run
	[ "$status" = 1 ]
}

@test "a missing environment is refused with a list of the existing ones" {
	run "$deploy" --environment=moon
	[ "$status" = 2 ]
	[[ $output == *"There is no environments/moon.yaml"*"environments/staging.yaml"* ]]
	run "$deploy"
	[ "$status" = 2 ]
	[[ $output == *"Usage: scripts/operate/deploy.sh"* ]]
}

@test "namespaces to adopt reach the hook, each by its name" {
	run "$deploy" --environment=staging --adopt=chain,observability
	[ "$(cat calls)" = "helmfile --environment staging --state-values-set adopt.chain=true --state-values-set adopt.observability=true sync" ]
	run "$deploy" --environment=staging --adopt='chain=true,x'
	[ "$status" = 2 ]
}

with_policies() { # CHART ABOUT...
	local about
	for about in "${@:2}"; do echo "ethereum-snapshot-$about $1"; done >policies
	mkdir -p charts && ln -sfn "$BATS_TEST_DIRNAME/../../charts/platform" charts/platform
}
all=(claims volumes jobs state events scale)

@test "a complete set of policies of the same release is not reported" {
	with_policies "platform-$(sed -n 's/^version: //p' "$BATS_TEST_DIRNAME/../../charts/platform/Chart.yaml")" "${all[@]}"
	run "$deploy" --environment=staging
	[[ $output != *policies:* ]]
}

@test "policies of an older release are reported before a deployment, and so is a missing one" {
	with_policies platform-0.0.9 "${all[@]:1}"
	run "$deploy" --environment=staging --select=layer=ethereum,name=geth-0
	[ "$status" = 0 ]
	[[ ${lines[0]} == "policies: ethereum-snapshot-claims is missing in the cluster: deploy them first: make deploy-infrastructure"* ]]
	[[ ${lines[1]} == "policies: the policies of snapshots are from platform-0.0.9, and these nodes require platform-"* ]]
	run "$deploy" --environment=staging --select=layer=observability
	[[ $output != *policies:* ]]
}

@test "the lack of policies is reported if snapshots are taken" {
	with_policies none
	run "$deploy" --environment=staging
	[[ $output != *policies:* ]]
	echo role.rbac.authorization.k8s.io/geth-0-snapshot >roles
	run "$deploy" --environment=staging
	[[ ${lines[0]} == "policies: the cluster has no policy that restricts orchestrators"* ]]
}
