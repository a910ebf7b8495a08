#!/usr/bin/env bats
# Every command that uses a cluster, against a server that does not answer as a cluster does: it ends in time, fails, and names
# the context and the fix in one sentence. kubectl is a stand-in with the messages of version 1.34.4, recorded from servers that
# refuse the connection, accept it and stay silent, answer 401 and 403, and send a sign-in page. In this test an unbounded call
# never ends, and neither do helm and helmfile.

setup() {
  root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  cd "$BATS_TEST_TMPDIR" || exit
  mkdir bin environments
  ln -s "$root"/{scripts,make,helmfiles,versions.yaml,packages} .
  printf '%s\n' 'namespace: chain' 'kubeContext: kind-test' >environments/staging.yaml
  printf '%s\n' 'namespace: devnet' 'kubeContext: kind-test' >environments/devnet.yaml
  printf '%s\n' 'export ENV' 'install helm helmfile:' 'RUN := scripts/with-node.sh' "include $(cd "$root" && echo make/[!qh]*.mk)" >Makefile
  cat >bin/kubectl <<'SH'
#!/bin/sh
case "$*" in
*current-context*) echo kind-test && exit ;;
*" /version"* | *--request-timeout=*) ;;
*) exec sleep 1000 ;;
esac
case $SILENT in
refused) echo 'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?' >&2 ;;
hangs) echo 'Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers)' >&2 ;;
401) echo 'error: You must be logged in to the server (Unauthorized)' >&2 ;;
403) echo 'Error from server (Forbidden): forbidden: User "a" cannot get path "/version"' >&2 ;;
page) echo '<html><body>Sign in</body></html>' && exit ;;
esac
exit 1
SH
  # Reads files for yaml_values, and asks no cluster for that.
  # shellcheck disable=SC2016 # of the stand-in
  printf '%s\n' '#!/bin/sh' 'case "$*" in *"yaml.gotmpl list"* | *template* | *" list"* | "plugin list") exec "$REAL/helmfile" "$@" ;; esac' 'exec sleep 1000' >bin/helmfile
  printf '%s\n' '#!/bin/sh' 'case "$*" in "plugin list" | version* | "show crds"*) exit ;; esac' 'exec sleep 1000' >bin/helm
  chmod +x bin/*
  export REAL=$root/.tools/bin PATH=$PWD/bin:$PATH YES=1
}

# Targets of these makefiles that use no API server, or only one of their own; "make help" lists all.
asks_none='template record-charts vendor-charts releases rpc-methods
  images images-push images-list record-images record-tools image check-docker test-images check-alerts
  start docs create plan values migrate-values cost generate health-table check-facts format install tools clean
  test-matrix test-emptied-keys bench-snapshots bench-snapshots-scale test-faults test-azure
  cluster-build cluster-up cluster-down cluster-verify local-k8s local-k8s-down'

# Targets that use one, with their inputs.
asks() {
  awk '/^[a-z0-9-]+:.*## / { sub(/:.*/, ""); print }' make/[!qh]*.mk | while read -r target; do
    grep -qxF "$target" <(tr -s ' \n' '\n' <<<"$asks_none") || echo "$target"
  done
}
given='NODE=geth-0 MIN=1 MAX=2 TIMEOUT=0'

# One of each kind: kubectl alone, a command that never ends by itself, and helmfile.
fails_with() { # ANSWER TARGET SENTENCE
  # shellcheck disable=SC2086 # words
  SILENT=$1 run timeout 60 make "$2" $given ENV=staging
  echo "$1 $2: $status: $output"
  [ "$status" = 2 ]
  [[ $output == *"$3"* ]]
  [ "$(grep -c 'kubeContext in environments/' <<<"$output")" = 1 ]
}

@test "every command ends if the server accepts and never answers" {
  [ "$(asks | wc -l)" -ge 35 ]
  for target in $(asks); do
    [ "$target" != validate-deployment ] || continue
    fails_with hangs "$target" 'The cluster of the context "kind-test" does not answer within 10 s: see "kubectl --context=kind-test cluster-info"'
  done
}

@test "every target in the list without an API server exists" {
  for target in $asks_none; do
    grep -qhE "^$target:|^([a-z-]+ )*$target( [a-z-]+)*:" make/*.mk
  done
}

@test "refused connections, 401, 403 and answers of other servers have messages of their own" {
  for target in status logs destroy deploy history grafana gateway-api; do
    fails_with refused "$target" 'The cluster of the context "kind-test" does not answer: see'
    fails_with 401 "$target" 'The cluster of the context "kind-test" does not accept your credentials (401): sign in again'
    fails_with 403 "$target" 'The cluster of the context "kind-test" refuses your account (403): ask its administrators'
    fails_with page "$target" 'does not answer as Kubernetes does; it may be a proxy or a sign-in page'
  done
}

@test "without a context in the file, the current one is named" {
  echo 'namespace: chain' >environments/staging.yaml
  fails_with refused status 'The cluster of the current context "kind-test" does not answer: see "kubectl cluster-info", and set kubeContext in environments/staging.yaml'
}

@test "a command that fails for another reason reports no problem of the cluster" {
  printf '%s\n' '#!/bin/sh' '. scripts/operate/tests/reachable.sh' 'exit 1' >bin/kubectl
  run make status ENV=staging
  [ "$status" = 2 ]
  [[ $output != *'answer'* ]]
}
