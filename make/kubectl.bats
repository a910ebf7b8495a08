#!/usr/bin/env bats
# Commands use the cluster and the namespace of the environment's file.

setup() {
  root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  cd "$BATS_TEST_TMPDIR"
  mkdir bin environments
  ln -s "$root/scripts" scripts
  printf '%s\n' 'namespace: chain' 'kubeContext: "kind-test" # ours' >environments/staging.yaml
  printf '%s\n' 'namespace: chain' '# kubeContext: kind-test' >environments/local.yaml
  printf '%s\n' 'helm helmfile:' "include $root/make/deploy.mk $root/make/operate.mk $root/make/observe.mk" >Makefile
  # Writes down how it was called; what it prints is taken for the name of a pod.
  # Where the API server is, is asked in its own namespace: scripts/operate/api-server.bats.
  printf '%s\n' '#!/bin/sh' '. scripts/operate/tests/reachable.sh' 'case "$*" in *"--namespace default"*) exit 1 ;; esac' 'echo "kubectl $*" >>"$CALLS"' 'echo pod-0' >bin/kubectl
  # Without an object there is nothing to compare.
  printf '%s\n' '#!/bin/sh' 'case "$*" in *"template --skip-tests"*) echo "kind: ConfigMap" ;; esac' >bin/helmfile
  chmod +x bin/*
  export PATH=$PWD/bin:$PATH CALLS=$PWD/calls YES=1
}

@test "every command uses the environment's context and namespace" {
  for target in diff status health logs events describe rpc restart pools scale; do
    make "$target" ENV=staging NODE=geth-0 MIN=2 MAX=4
  done
  run grep -c '' calls
  [ "$output" = 15 ]
  run grep -vE '^kubectl --context=kind-test (-n|--namespace) chain ' calls
  [ "$output" = "" ]
}

@test "Grafana, Prometheus and Alertmanager are forwarded from the environment's cluster to loopback only" {
  for target in grafana prometheus alertmanager; do
    make "$target" ENV=staging
  done
  prefix='kubectl --context=kind-test -n observability port-forward --address 127.0.0.1 service'
  run cat calls
  [ "$output" = "$prefix/grafana 3000:80
$prefix/prometheus-prometheus 9090:9090
$prefix/prometheus-alertmanager 9093:9093" ]
}

@test "CRDs of the Prometheus operator come from the fetched chart, and are applied over those that Helm installed" {
  printf '%s\n' '#!/bin/sh' 'echo "helm $*" >>"$CALLS"' 'echo "kind: CustomResourceDefinition"' >bin/helm
  printf '%s\n' '#!/bin/sh' '. scripts/operate/tests/reachable.sh' 'echo "kubectl $*" >>"$CALLS"' 'cat >applied' >bin/kubectl
  chmod +x bin/*
  mkdir -p helmfiles vendor/charts/kube-prometheus-stack
  echo 'kube-prometheus-stack: oci://charts.invalid/kube-prometheus-stack' >helmfiles/charts.yaml
  printf '%s\n' 'chart-kube-prometheus-stack: 1.2.3' 'chart-kube-prometheus-stack-digest: unrecorded' >versions.yaml
  echo 'version: 1.2.3' >vendor/charts/kube-prometheus-stack/Chart.yaml
  make upgrade-crds ENV=staging
  run sort calls
  [ "$output" = "helm show crds vendor/charts/kube-prometheus-stack
kubectl --context=kind-test -n chain apply --server-side --force-conflicts --filename -" ]
  [ "$(cat applied)" = 'kind: CustomResourceDefinition' ]
}

@test "without a context in its file, an environment uses the current one" {
  make status ENV=local
  run cat calls
  [[ $output == "kubectl -n chain get pods "* ]]
}

@test "in production the bounds of a pool change only after its name is typed" {
  echo 'namespace: chain' >environments/production.yaml
  run make scale ENV=production NODE=rpc MIN=2 MAX=9 </dev/null
  [ "$status" != 0 ]
  [ ! -e calls ]
  YES=production make scale ENV=production NODE=rpc MIN=2 MAX=9
  grep -q 'patch horizontalpodautoscaler rpc' calls
}

@test "the disk usage of a node fails if its cluster or its sidecar does not answer" {
  printf '%s\n' '#!/bin/sh' 'echo "The connection to the server 127.0.0.1:6443 was refused" >&2' 'exit 1' >bin/kubectl
  run make disk ENV=staging NODE=geth-0
  [ "$status" != 0 ]
  [[ $output == *'The cluster of the context "kind-test" does not answer'* && $output != *figures* ]]
  # The pod is there, and its sidecar is not.
  printf '%s\n' '#!/bin/sh' '. scripts/operate/tests/reachable.sh' 'case "$*" in *--raw*) echo "error trying to reach service" >&2; exit 1 ;; esac' 'echo geth-0-0' >bin/kubectl
  run make disk ENV=staging NODE=geth-0
  [ "$status" != 0 ]
  [[ $output == *"The sidecar of geth-0-0 does not answer"* ]]
  # There is no such node.
  printf '%s\n' '#!/bin/sh' '. scripts/operate/tests/reachable.sh' 'exit 0' >bin/kubectl
  run make disk ENV=staging NODE=geth-0
  [ "$status" != 0 ]
  [[ $output == *"There is no pod of geth-0"* ]]
}

@test "the disk usage of a node is read from its sidecar, or reported as missing" {
  printf '%s\n' '#!/bin/sh' '. scripts/operate/tests/reachable.sh' 'case "$*" in *--raw*) cat metrics ;; *) echo geth-0-0 ;; esac' >bin/kubectl
  printf '%s\n' 'eth_node_disk_used_ratio 0.7' 'eth_node_head 7' >metrics
  run make disk ENV=staging NODE=geth-0
  [ "$status" = 0 ]
  [ "$output" = 'eth_node_disk_used_ratio 0.7' ]
  echo 'eth_node_head 7' >metrics
  run make disk ENV=staging NODE=geth-0
  [ "$status" = 0 ]
  [ "$output" = 'The sidecar has no disk usage yet.' ]
}
