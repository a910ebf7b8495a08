#!/usr/bin/env bats
# Digests come from a real registry on loopback, by the real crane, and are rendered by the real chart.

setup_file() {
  root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  export root PATH=$root/.tools/bin:$PATH HOME=$BATS_FILE_TMPDIR
  mkdir -p "$BATS_FILE_TMPDIR/images"
  printf 'version: 0.1\nlog: { level: error }\nstorage: { filesystem: { rootdirectory: %s/images } }\nhttp: { addr: 127.0.0.1:0 }\n' "$BATS_FILE_TMPDIR" >"$BATS_FILE_TMPDIR/registry.yml"
  # A port that is free: the registry does not say which one it took.
  port=$("$root/scripts/with-node.sh" node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
  export registry=127.0.0.1:$port
  sed -i "s/127.0.0.1:0/$registry/" "$BATS_FILE_TMPDIR/registry.yml"
  timeout 300 registry serve "$BATS_FILE_TMPDIR/registry.yml" >"$BATS_FILE_TMPDIR/log" 2>&1 3>&- &
  echo $! >"$BATS_FILE_TMPDIR/pid"
  for _ in $(seq 100); do crane catalog "$registry" >/dev/null 2>&1 && break || sleep 0.1; done
  echo content >"$BATS_FILE_TMPDIR/file"
  tar -czf "$BATS_FILE_TMPDIR/layer.tar.gz" -C "$BATS_FILE_TMPDIR" file
}

teardown_file() { kill "$(cat "$BATS_FILE_TMPDIR/pid")" 2>/dev/null || true; }

# An image whose content is its name, so that no two are the same.
push() { # NAME:TAG [LABEL]
  crane append --new_tag "$registry/$1" --new_layer "$BATS_FILE_TMPDIR/layer.tar.gz" >/dev/null 2>&1
  crane mutate "$registry/$1" --label "is=${2:-$1}" --tag "$registry/$1" >/dev/null 2>&1
}

setup() {
  here=$BATS_TEST_TMPDIR/checkout
  mkdir -p "$here/scripts" "$here/charts"
  cp -r "$root/scripts/operate" "$root/scripts/record-images.sh" "$here/scripts/"
  cp -r "$root/charts/ethereum-infrastructure" "$root/charts/ethereum-network" "$root/charts/local-registry" "$here/charts/"
  chart=$here/charts/ethereum-infrastructure
  # Two clients are enough, and this registry has every image.
  find "$chart/files/clients" -name '*.yaml' ! -name geth.yaml ! -name lighthouse.yaml -delete
  sed -i -E "s|^( *repository: )([a-z.]*/)*([a-z-]+)$|\1$registry/\3|" "$chart"/files/clients/*.yaml "$chart/values.yaml" "$here"/charts/{ethereum-network,local-registry}/values.yaml
  for image in $("$here/scripts/record-images.sh" --dry-run | cut -d' ' -f1); do push "${image#"$registry"/}"; done
  geth=$(sed -n 's/^  tag: //p' "$chart/files/clients/geth.yaml")
}

rendered() { # [VALUES]
  helm template sepolia "$chart" --namespace ethereum --set network=sepolia --set execution.client=geth --set consensus.client=lighthouse "$@" | grep -oE 'image: .*' | sort -u
}

@test "--help describes the command and its exit codes" {
  run "$here/scripts/record-images.sh" --help
  [ "$status" = 0 ]
  [[ $output == *"Usage:"*"--unrecorded"*"Exit codes"* ]]
  run "$here/scripts/record-images.sh" --unknown
  [ "$status" = 2 ]
}

@test "an image without a recorded digest is rendered by its tag" {
  run rendered
  [ "$status" = 0 ]
  [[ $output == *"$registry/client-go:$geth"* && $output != *@sha256:* ]]
}

@test "the recorded digest is the registry's, and is rendered even after the tag was moved" {
  run "$here/scripts/record-images.sh"
  [ "$status" = 0 ]
  digest=$(crane digest "$registry/client-go:$geth")
  grep -qxF "'$registry/client-go:$geth': $digest" "$chart/files/images.yaml"
  run rendered
  [[ $output == *"$registry/client-go:$geth@$digest"* ]]
  # Every image of the pod, not only the clients'.
  [ "$(grep -vc '@sha256:' <<<"$output")" = 0 ]
  push "client-go:$geth" another
  [ "$(crane digest "$registry/client-go:$geth")" != "$digest" ]
  run "$here/scripts/record-images.sh"
  [ "$status" = 0 ]
  [[ $output == *"client-go:$geth"*"is recorded"* ]]
  grep -qxF "'$registry/client-go:$geth': $digest" "$chart/files/images.yaml"
}

@test "a digest applies to its repository and tag only, and one in the values takes precedence" {
  "$here/scripts/record-images.sh"
  run rendered --set execution.image.tag=v1.99.0
  [[ $output == *"$registry/client-go:v1.99.0\""* ]]
  run rendered --set execution.image.repository=mirror.example/geth
  [[ $output == *"mirror.example/geth:$geth\""* ]]
  own=sha256:$(printf '%064d' 7)
  run rendered --set "execution.image.digest=$own"
  [[ $output == *"$registry/client-go:$geth@$own"* ]]
}

@test "the local registry's images are recorded in its own chart" {
  "$here/scripts/record-images.sh"
  run helm template registry "$here/charts/local-registry"
  [ "$status" = 0 ]
  [ "$(grep -c 'image: .*@sha256:' <<<"$output")" = 3 ]
}

@test "a registry that does not answer leaves its images unrecorded, with a message, and the others are recorded" {
  sed -i "s|$registry/lighthouse|$registry/absent|" "$chart/files/clients/lighthouse.yaml"
  run "$here/scripts/record-images.sh"
  [ "$status" = 1 ]
  [[ $output == *"$registry/absent:"*"stays UNRECORDED"* ]]
  grep -q "^'$registry/client-go:" "$chart/files/images.yaml"
  run grep absent "$chart/files/images.yaml"
  [ "$output" = "" ]
}

@test "the digest of an image that no chart names any more is removed" {
  "$here/scripts/record-images.sh"
  sed -i 's/^  tag: .*/  tag: v1.17.99/' "$chart/files/clients/geth.yaml"
  push client-go:v1.17.99
  "$here/scripts/record-images.sh"
  [ "$(grep -c client-go "$chart/files/images.yaml")" = 1 ]
  grep -q "client-go:v1.17.99" "$chart/files/images.yaml"
}

@test "an invalid name is refused with its file, and no registry is queried" {
  sed -i 's/^  tag: .*/  tag: "v1 --insecure"/' "$chart/files/clients/geth.yaml"
  run "$here/scripts/record-images.sh"
  [ "$status" = 1 ]
  [[ $output == *"geth.yaml"*"is not the name of an image"* ]]
}

@test "images that are deployed by tag are reported in production only" {
  cp -r "$root/helmfile.yaml.gotmpl" "$root/helmfiles" "$root/environments" "$root/values" "$root/versions.yaml" "$root/charts" "$here/"
  echo '{}' >"$chart/files/images.yaml"
  run "$here/scripts/record-images.sh" --unrecorded production
  [ "$status" = 0 ]
  [[ $output == *"deployed by tag"*"make record-images"* ]]
  run "$here/scripts/record-images.sh" --unrecorded local
  [ "$status" = 0 ]
  [ "$output" = "" ]
}
