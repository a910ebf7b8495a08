#!/usr/bin/env bats
# scripts/setup-local-k8s.sh with stand-ins for docker, kind, k3d and kubectl, which record their arguments and create no
# cluster. Their answers are those of the real ones. The real test cluster is started by make test-cluster.

setup() {
  export ASKED=$BATS_TEST_TMPDIR/asked CLUSTERS=$BATS_TEST_TMPDIR/clusters NODEYARD_CACHE=$BATS_TEST_TMPDIR/cache
  bin=$BATS_TEST_TMPDIR/bin
  mkdir -p "$bin" "$CLUSTERS" "$BATS_TEST_TMPDIR/copy/tests/cluster"
  copy=$BATS_TEST_TMPDIR/copy
  repository=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  cp -r "$repository/versions.yaml" "$repository/scripts" "$copy/"
  # The tools of this machine stay out of it.
  printf '#!/bin/sh\n' | tee "$copy/scripts/install-dependencies.sh" >"$copy/tests/cluster/build.sh"
  for script in up down; do printf '#!/bin/sh\necho test-cluster %s $CLUSTER_ID >>"$ASKED"\n' $script >"$copy/tests/cluster/$script.sh"; done
  chmod +x "$copy"/scripts/*.sh "$copy"/tests/cluster/*.sh
  export PATH=$bin:/usr/bin:/bin
  setup_local=$copy/scripts/setup-local-k8s.sh
}

program() { # NAME SCRIPT
  printf '#!/bin/sh\necho "%s $*" >>"$ASKED"\n%s\n' "$1" "$2" >"$bin/$1"
  chmod +x "$bin/$1"
}
with_docker() { program docker 'exit 0'; }
without_docker() { program docker 'echo "Cannot connect to the Docker daemon" >&2; exit 1'; }
# shellcheck disable=SC2016 # the stand-ins expand them
with_kind() {
  program kind 'case "$1 $2" in
"get clusters") ls "$CLUSTERS" ;;
"get nodes") echo "$4-control-plane" ;;
"create cluster") cat >"$CLUSTERS/$4" ;;
"delete cluster") rm -f "$CLUSTERS/$4" ;;
esac'
}
# shellcheck disable=SC2016
with_k3d() {
  program k3d 'case "$2" in
list) [ -e "$CLUSTERS/$3" ] || exit 1 ;;
create) while [ "$1" != --registry-config ]; do [ "$1" = create ] && name=$2; shift; done; cp "$2" "$CLUSTERS/$name" ;;
delete) rm -f "$CLUSTERS/$3" ;;
esac'
}

@test "--help lists the providers and the exit codes" {
  run "$setup_local" --help
  [ "$status" = 0 ]
  [[ $output == *"Usage:"*kind*k3d*docker-desktop*test-cluster*"Exit codes"* ]]
}

@test "unknown arguments are wrong usage" {
  run "$setup_local" --provider minikube
  [ "$status" = 2 ]
  [[ $output == *'no provider "minikube": choose among auto kind k3d docker-desktop test-cluster'* ]]
  run "$setup_local" --name 'Not A Name'
  [ "$status" = 2 ]
  run "$setup_local" --provder kind
  [ "$status" = 2 ]
}

@test "kind: creates a cluster that pulls from the local registry, and prints the next command" {
  with_docker
  with_kind
  run "$setup_local"
  [ "$status" = 0 ]
  [[ $output == *"Provider: kind"*"kubeContext: kind-nodeyard"*"make deploy-all ENV=local"* ]]
  grep -q 'hostPort: 30500' "$CLUSTERS/nodeyard"
  grep -q '^docker exec nodeyard-control-plane .*certs.d/localhost:30500/hosts.toml' "$ASKED"
}

@test "kind: a second run creates nothing, and prints the same next command" {
  with_docker
  with_kind
  "$setup_local"
  run "$setup_local"
  [ "$status" = 0 ]
  [[ $output == *"The cluster nodeyard is there."*"make deploy-all ENV=local"* ]]
  [ "$(grep -c '^kind create' "$ASKED")" = 1 ]
}

@test "kind: --dry-run prints the commands and runs none of them" {
  with_docker
  with_kind
  run "$setup_local" --dry-run
  [ "$status" = 0 ]
  [[ $output == *"+ kind create cluster --name nodeyard"*"+ docker exec nodeyard-control-plane"* ]]
  ! grep -qE '^kind create|^docker exec' "$ASKED"
  [ -z "$(ls "$CLUSTERS")" ]
}

@test "kind: --delete removes the cluster, and succeeds without one" {
  with_docker
  with_kind
  "$setup_local"
  "$setup_local" --delete
  run "$setup_local" --delete
  [ "$status" = 0 ]
  [ -z "$(ls "$CLUSTERS")" ]
}

@test "kind without Docker fails with the fix" {
  without_docker
  with_kind
  run "$setup_local" --provider kind
  [ "$status" = 1 ]
  [[ $output == *"kind needs Docker, which does not answer: start it"* ]]
}

@test "k3d: is used if kind is not installed, with the local registry" {
  with_docker
  with_k3d
  run "$setup_local" --name mine
  [ "$status" = 0 ]
  [[ $output == *"Provider: k3d"*"kubeContext: k3d-mine"* ]]
  grep -q 'http://localhost:30500' "$CLUSTERS/mine"
}

@test "k3d: an existing cluster is started, and takes precedence over kind" {
  with_docker
  with_k3d
  "$setup_local"
  with_kind
  run "$setup_local"
  [[ $output == *"Provider: k3d"*"is there."* ]]
  [ "$(grep -c '^k3d cluster create' "$ASKED")" = 1 ]
}

@test "Docker Desktop: is used when it answers, with a list of missing features" {
  without_docker
  program kubectl 'case "$*" in *get-contexts*) echo docker-desktop ;; esac'
  run "$setup_local"
  [ "$status" = 0 ]
  [[ $output == *"Provider: docker-desktop"*"ignores network policies"*"kubeContext: docker-desktop"* ]]
}

@test "Docker Desktop: fails with the setting to enable if Kubernetes is off or does not answer" {
  program kubectl 'exit 0'
  run "$setup_local" --provider docker-desktop
  [ "$status" = 1 ]
  [[ $output == *"switch it on in Settings, Kubernetes"* ]]
  program kubectl 'case "$*" in *get-contexts*) echo docker-desktop ;; *) exit 1 ;; esac'
  run "$setup_local" --provider docker-desktop
  [ "$status" = 1 ]
  [[ $output == *"does not answer"* ]]
}

@test "the test cluster: is started under the cluster's name, and removed" {
  printf '#!/bin/sh\necho Linux\n' >"$bin/uname"
  printf '#!/bin/sh\necho 0\n' >"$bin/id"
  chmod +x "$bin"/*
  run "$setup_local" --provider test-cluster
  [ "$status" = 0 ]
  [[ $output == *'eval "$(CLUSTER_ID=nodeyard tests/cluster/up.sh -e)"'* ]]
  "$setup_local" --provider test-cluster --delete
  [ "$(cat "$ASKED")" = "test-cluster up nodeyard
test-cluster down nodeyard" ]
}

@test "name and lifetime of the test cluster are validated before a shell reads them" {
  for value in 'a[$(touch x)]' '$(touch x)' 'a b' ';touch x'; do
    for name in CLUSTER_TTL CLUSTER_ID CLUSTER_NET; do
      run env "$name=$value" "$setup_local" --provider test-cluster --dry-run
      [ "$status" = 1 ]
      [[ $output == *"$name must be"* ]]
    done
  done
  [ ! -e x ] && [ ! -e "$copy/x" ]
}
