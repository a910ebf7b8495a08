#!/usr/bin/env bats
# The Gateway API's definitions are checked, and installed from their Go module. kubectl and go are stand-ins that print their
# arguments.

setup() {
  root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  here=$BATS_TEST_TMPDIR/checkout
  mkdir -p "$here/scripts" "$here/bin"
  cp -R "$root/scripts/gateway-api.sh" "$root/scripts/operate" "$here/scripts/"
  echo 'gateway-api: 1.6.0' >"$here/versions.yaml"
  cat >"$here/bin/kubectl" <<'SH'
#!/bin/sh
. scripts/operate/tests/reachable.sh
echo "kubectl $*" >>"$LOG"
case $* in
*get*) printf '%s' "$INSTALLED" ;;
esac
SH
  cat >"$here/bin/go" <<'SH'
#!/bin/sh
echo "go $*" >>"$LOG"
printf '{\n\t"Path": "sigs.k8s.io/gateway-api",\n\t"Dir": "/modules/gateway-api",\n\t"Sum": "h1:x"\n}\n'
SH
  chmod +x "$here/bin/kubectl" "$here/bin/go"
  export PATH=$here/bin:$PATH LOG=$BATS_TEST_TMPDIR/log INSTALLED=''
  cd "$here" || return
}

@test "a cluster without the definitions is reported with the command that installs them" {
  run scripts/gateway-api.sh check
  [ "$status" = 1 ]
  [[ $output == *"has no gateways.gateway.networking.k8s.io"*"make gateway-api"* ]]
}

@test "a cluster with the definitions passes, in the given context" {
  INSTALLED='v1.6.0 ' run scripts/gateway-api.sh --context=shop check
  [ "$status" = 0 ]
  grep -q -- '--context=shop get crd/httproutes.gateway.networking.k8s.io' "$LOG"
}

@test "an empty context is the current one" {
  INSTALLED='v1.6.0 ' run scripts/gateway-api.sh --context= check
  [ "$status" = 0 ]
  [ "$(grep -c -- --context "$LOG")" = 0 ]
}

@test "apply installs the version of versions.yaml from its Go module" {
  run scripts/gateway-api.sh apply
  [ "$status" = 0 ]
  grep -qx 'go mod download -json sigs.k8s.io/gateway-api@v1.6.0' "$LOG"
  grep -qx 'kubectl apply --server-side --filename /modules/gateway-api/config/crd/standard' "$LOG"
}

@test "apply replaces older ones" {
  INSTALLED='v1.5.1 ' run scripts/gateway-api.sh apply
  [ "$status" = 0 ]
  grep -q 'kubectl apply' "$LOG"
}

@test "apply leaves newer ones" {
  INSTALLED='v1.10.0 ' run scripts/gateway-api.sh apply
  [ "$status" = 0 ]
  [[ $output == *"has v1.10.0, which is newer than v1.6.0"* ]]
  [ "$(grep -c 'kubectl apply' "$LOG")" = 0 ]
}

@test "wrong usage is 2" {
  run scripts/gateway-api.sh
  [ "$status" = 2 ]
  run scripts/gateway-api.sh check --contxt=a
  [ "$status" = 2 ]
}
