#!/usr/bin/env bats
# scripts/build-images.sh with a stand-in for Docker, which records its arguments and builds nothing. The real one builds in
# tests/images/run.

setup() {
  export NODEYARD_CACHE=$BATS_TEST_TMPDIR/cache ASKED=$BATS_TEST_TMPDIR/asked HAS=$BATS_TEST_TMPDIR/has
  mkdir -p "$BATS_TEST_TMPDIR/bin" "$HAS"
  cat >"$BATS_TEST_TMPDIR/bin/docker" <<'SH'
#!/bin/sh
echo "$@" >>"$ASKED"
reference=
for word; do case $previous in --tag) reference=$word ;; --label) key=${word#*=} ;; esac; previous=$word; done
file=$HAS/$(echo "${reference:-$previous}" | tr '/:' '__')
case $1 in
build) case $reference in *"${FAILS:-none}"*) echo "no space left"; exit 1 ;; esac; echo "$key" >"$file" ;;
image) cat "$file" 2>/dev/null || exit 1 ;;
esac
SH
  # shellcheck disable=SC2016 # for the program to expand
  printf '#!/bin/sh\ncase $2 in *golang*) exit 1 ;; esac\necho sha256:%064d\n' 7 >"$BATS_TEST_TMPDIR/bin/crane"
  chmod +x "$BATS_TEST_TMPDIR"/bin/*
  export PATH=$BATS_TEST_TMPDIR/bin:$PATH
  repository=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  copy=$BATS_TEST_TMPDIR/copy
  mkdir -p "$copy/packages" "$copy/charts/ethereum-infrastructure/files"
  cp -r "$repository/docker" "$repository/scripts" "$repository/versions.yaml" "$repository/package.json" "$repository/yarn.lock" "$repository/.yarnrc.yml" "$copy/"
  cp -r "$repository/charts/ethereum-infrastructure/files/clients" "$repository/charts/ethereum-infrastructure/files/images.yaml" "$copy/charts/ethereum-infrastructure/files/"
  mkdir -p "$copy/.yarn/releases" && touch "$copy/.yarn/releases/yarn.cjs"
  for package in ethereum node-health snapshots; do
    mkdir -p "$copy/packages/$package" && cp "$repository/packages/$package/package.json" "$copy/packages/$package/"
  done
  build=$copy/scripts/build-images.sh
}

@test "--help describes the command and its exit codes" {
  run "$build" --help
  [ "$status" = 0 ]
  [[ $output == *"Usage:"*"--push"*"--platform"*"--require-digests"*"Exit codes"* ]]
}

@test "--list names every folder with a Dockerfile" {
  run "$build" --list
  [ "$(echo "$output" | sort | paste -sd' ')" = "besu delta-sync erigon geth nethermind node-health reth snapshot-builder" ]
}

@test "an unknown image is wrong usage, and the images are listed" {
  run "$build" --only gheth
  [ "$status" = 2 ]
  [[ $output == *'no image "gheth": choose among'*geth* ]]
  run "$build" --jobs many
  [ "$status" = 2 ]
  run "$build" --base scratch
  [ "$status" = 2 ]
  run "$build" --platform linux/amd64,linux/arm64
  [ "$status" = 2 ]
  [[ $output == *"add --push"* ]]
}

@test "--dry-run prints tags and bases, marks those without a digest, and does not call Docker" {
  run "$build" --dry-run --only geth --registry registry.example.com/eth
  [ "$status" = 0 ]
  tag=$(sed -n 's/^  tag: //p' "$copy/charts/ethereum-infrastructure/files/clients/geth.yaml")
  [[ $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]]
  [[ $output == *"registry.example.com/eth/geth:$tag"*"from ethereum/client-go:$tag (by its tag: no digest is known)"* ]]
  [ ! -e "$ASKED" ]
}

@test "an image is built once, and again when an input has changed" {
  run "$build" --only node-health
  [ "$status" = 0 ]
  [[ $output == *"node-health"*"is ready after"* ]]
  run "$build" --only node-health
  [[ $output == *"is there"* ]]
  [ "$(grep -c ^build "$ASKED")" = 1 ]
  echo '// more' >"$copy/packages/node-health/more.ts"
  run "$build" --only node-health
  [[ $output == *"is ready after"* ]]
  [ "$(grep -c ^build "$ASKED")" = 2 ]
}

@test "another base causes another build" {
  "$build" --only geth
  run "$build" --only geth --base RUNTIME_IMAGE=registry.example.com/static
  [[ $output == *"is ready after"* ]]
  grep -q -- '--build-arg RUNTIME_IMAGE=registry.example.com/static' "$ASKED"
}

@test "a base for one image applies to no other" {
  "$build" --only geth --only reth --base geth.RUNTIME_IMAGE=registry.example.com/static
  [ "$(grep -c 'RUNTIME_IMAGE=registry.example.com/static' "$ASKED")" = 1 ]
}

@test "a failure names its log and shows its end, and the others are built nevertheless" {
  FAILS=erigon run "$build" --only erigon --only geth
  [ "$status" = 1 ]
  [[ $output == *"erigon"*"FAILED (log: "*"no space left"* ]]
  [[ $output == *"geth"*"is ready after"* ]]
  [ -s "$NODEYARD_CACHE/log/images/erigon.log" ]
}

@test "--push also pushes images that were built earlier" {
  "$build" --only geth
  run "$build" --only geth --push
  [ "$status" = 0 ]
  [[ $output == *"is pushed"* ]]
  grep -q '^push --quiet localhost:30500/geth:' "$ASKED"
}

@test "several platforms are built by buildx" {
  run "$build" --only geth --push --platform linux/amd64,linux/arm64
  [ "$status" = 0 ]
  grep -q '^buildx build --push .*--platform linux/amd64,linux/arm64' "$ASKED"
}

@test "--require-digests refuses a base that has none, by name" {
  run "$build" --only geth --require-digests
  [ "$status" = 1 ]
  [[ $output == *"no digest is recorded of these bases"*"ethereum/client-go:"* ]]
  [ ! -e "$ASKED" ]
}

@test "--pin writes the digests, which later builds use" {
  printf '#!/bin/sh\necho sha256:%064d\n' 7 >"$BATS_TEST_TMPDIR/bin/crane"
  run "$build" --pin
  [ "$status" = 0 ]
  run "$build" --only geth --require-digests
  [ "$status" = 1 ]
  tag=$(sed -n 's/^  tag: //p' "$copy/charts/ethereum-infrastructure/files/clients/geth.yaml")
  # As scripts/record-images.sh writes it.
  echo "'ethereum/client-go:$tag': sha256:$(printf '%064d' 7)" >"$copy/charts/ethereum-infrastructure/files/images.yaml"
  run "$build" --only geth --require-digests
  [ "$status" = 0 ]
  grep -q "CLIENT_IMAGE=ethereum/client-go:.*@sha256:0*7 " "$ASKED"
}

@test "a registry that does not answer leaves the digests unchanged" {
  before=$(cat "$copy/docker/digests.lock")
  run "$build" --pin
  [ "$status" = 1 ]
  [[ $output == *"no registry returned the digest of"*"golang"* ]]
  [ "$(cat "$copy/docker/digests.lock")" = "$before" ]
}

@test "the clients' images have the stop signal and the ports of their data files, and never run as root" {
  for file in "$copy"/docker/clients/*/Dockerfile; do
    client=$(basename "$(dirname "$file")")
    facts=$copy/charts/ethereum-infrastructure/files/clients/$client.yaml
    [ "$(sed -n 's/^STOPSIGNAL //p' "$file")" = "$(sed -n 's/^stopSignal: //p' "$facts")" ]
    while read -r port; do
      grep -qE "^EXPOSE .*\b$port\b" "$file"
    done < <(awk '/^ports:/ { on = 1 } on { print } on && /}/ { exit }' "$facts" | grep -oE '[0-9]{4,5}' | sort -u)
    grep -qx 'USER 10001:10001' "$file"
    grep -q '^HEALTHCHECK ' "$file"
  done
}

@test "no base has the tag latest" {
  run grep -hE '^ARG [A-Z_]+_IMAGE=' "$copy"/docker/*/Dockerfile "$copy"/docker/clients/*/Dockerfile
  [ "$status" = 0 ]
  for default in "${lines[@]}"; do [[ ${default#*=} =~ :[a-z0-9.-]+$ && $default != *:latest ]]; done
  run bash -c 'grep -hE "^FROM " "$1"/docker/*/Dockerfile "$1"/docker/clients/*/Dockerfile | grep -v "FROM \${[A-Z_]*_IMAGE}"' - "$copy"
  [ "$output" = "" ]
}

@test "an image of a client has every program that the chart starts from it" {
  for templates in "$repository"/charts/ethereum-infrastructure/templates/clients/_*.tpl; do
    client=$(basename "$templates" .tpl)
    dockerfile=$repository/docker/clients/${client#_}/Dockerfile
    [ -e "$dockerfile" ] || continue
    while read -r program; do
      grep -E '^(COPY --from=client|ENTRYPOINT) ' "$dockerfile" | grep -qE "[/\"]$(basename "$program")[ \"]" || {
        echo "$dockerfile lacks $program"
        return 1
      }
    done < <(sed -nE 's|.*ommand" \}\}\["([^"]*)".*|\1|p' "$templates")
  done
}

@test "an image is read in every YAML spelling, and one without a tag or with invalid text is not built" {
  facts=$copy/charts/ethereum-infrastructure/files/clients/geth.yaml
  for image in 'image: { tag: "v1.2.3", repository: example/geth }' $'image:\n  tag: >-\n    v1.2.3\n  repository: &r example/geth' $'other: &i { repository: example/geth, tag: v1.2.3 }\nimage: *i'; do
    printf 'name: geth\n%s\n' "$image" >"$facts"
    run "$build" --dry-run --only geth
    [ "$status" = 0 ]
    [[ $output == *"/geth:v1.2.3"*"from example/geth:v1.2.3"* ]]
  done
  # shellcheck disable=SC2016 # nothing of it may be run
  for image in 'image: {}' 'image: { repository: example/geth }' 'image: { tag: v1, repository: "" }' 'image: { tag: "v1 --privileged", repository: example/geth }' 'image: { tag: v1, repository: "$(touch x)" }' \
    $'image:\n  tag: |\n    v1\n  repository: example/geth' 'image: { tag: 1.2, repository: example/geth }' $'image: { tag: v1, repository: a }\nimage: { tag: v2, repository: b }'; do
    printf 'name: geth\n%s\n' "$image" >"$facts"
    run "$build" --only geth
    [ "$status" = 1 ]
    [[ $output == *clients/geth.yaml:* ]]
  done
  [ ! -e "$ASKED" ]
}

@test "a registry with a user and a password is refused, and not printed" {
  # shellcheck disable=SC2016 # nothing of it may be run
  for registry in https://user:hunter2@registry.example.com user:hunter2@registry.example.com 'a b' '$(touch x)' ''; do
    run "$build" --dry-run --only geth --registry "$registry"
    [ "$status" = 2 ]
    [[ $output != *hunter2* ]]
  done
}
