#!/usr/bin/env bats
# scripts/with-node.sh in a copy with its files; "npm" is a stand-in that unpacks a Node.js made by the test.

setup() {
  repository=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  copy=$BATS_TEST_TMPDIR/copy
  mkdir -p "$copy/scripts/operate" "$BATS_TEST_TMPDIR/bin"
  cp "$repository/versions.yaml" "$copy/"
  cp "$repository/scripts/operate/flat.awk" "$copy/scripts/operate/"
  cp "$repository/scripts/with-node.sh" "$copy/scripts/"
  export NODEYARD_CACHE=$BATS_TEST_TMPDIR/cache
  version=$(sed -n 's/^node: //p' "$copy/versions.yaml")
  mkdir -p "$BATS_TEST_TMPDIR/package/bin"
  printf '#!/bin/sh\necho "node %s" "$@"\n' "$version" >"$BATS_TEST_TMPDIR/package/bin/node"
  chmod +x "$BATS_TEST_TMPDIR/package/bin/node"
  tar -czf "$BATS_TEST_TMPDIR/node.tgz" -C "$BATS_TEST_TMPDIR" package
  cat >"$BATS_TEST_TMPDIR/bin/npm" <<SH
#!/bin/sh
[ "\$1" = config ] && { echo https://registry.test/; exit; }
echo called >>"$BATS_TEST_TMPDIR/calls"
while [ "\$1" != --pack-destination ]; do shift; done
cp "$BATS_TEST_TMPDIR/node.tgz" "\$2/node.tgz"
SH
  recorded "$version@$(sha256sum "$BATS_TEST_TMPDIR/node.tgz" | cut -d' ' -f1)"
  chmod +x "$BATS_TEST_TMPDIR/bin/npm"
  export PATH=$BATS_TEST_TMPDIR/bin:/usr/bin:/bin
}

# The checksum of this platform's Node.js in versions.yaml.
recorded() { # VALUE
  sed -i "s/^\(sha256-node-[a-z0-9-]*\): .*/\1: $1/" "$copy/versions.yaml"
}

@test "fetches the Node.js of versions.yaml once, and runs the command with it" {
  run "$copy/scripts/with-node.sh" node hello
  [ "$status" = 0 ]
  [ "${lines[-1]}" = "node $version hello" ]
  run "$copy/scripts/with-node.sh" node again
  [ "$output" = "node $version again" ]
  [ "$(wc -l <"$BATS_TEST_TMPDIR/calls")" = 1 ]
}

@test "a package that differs from the recorded one is refused and removed" {
  printf 'more' >>"$BATS_TEST_TMPDIR/node.tgz"
  run "$copy/scripts/with-node.sh" node hello
  [ "$status" = 1 ]
  [[ $output == *"REFUSED: the package node-"*"versions.yaml records"* ]]
  [ -z "$(ls -A "$NODEYARD_CACHE/node")" ]
}

@test "a version without a recorded checksum is not fetched" {
  recorded "0.0.1@$(printf '%064d' 7)"
  run "$copy/scripts/with-node.sh" node hello
  [ "$status" = 1 ]
  [[ $output == *"records no SHA-256 of Node.js $version"*"make record-tools"* ]]
  [ ! -e "$BATS_TEST_TMPDIR/calls" ]
}

@test "several at once do not disturb each other" {
  for i in 1 2 3 4; do
    "$copy/scripts/with-node.sh" node "$i" >"$BATS_TEST_TMPDIR/out-$i" 2>/dev/null &
  done
  wait
  for i in 1 2 3 4; do [ "$(cat "$BATS_TEST_TMPDIR/out-$i")" = "node $version $i" ]; done
  [ -z "$(find "$NODEYARD_CACHE/node" -name '.fetch-*')" ]
}

@test "puts the committed Yarn on PATH and passes it npm's registry" {
  run "$copy/scripts/with-node.sh" yarn install
  [[ ${lines[-1]} == "node $version $copy/.yarn/releases/yarn-"*".cjs install" ]]
  run "$copy/scripts/with-node.sh" printenv YARN_NPM_REGISTRY_SERVER
  [ "${lines[-1]}" = https://registry.test ]
}

@test "reports missing npm" {
  mkdir "$BATS_TEST_TMPDIR/few"
  for program in awk sh sed uname dirname mkdir; do ln -s "$(command -v "$program")" "$BATS_TEST_TMPDIR/few/"; done
  PATH=$BATS_TEST_TMPDIR/few run "$copy/scripts/with-node.sh" node
  [ "$status" = 1 ]
  [[ $output == *"npm is needed once"*"then try again"* ]]
}

@test "without a command it prints its usage" {
  run "$copy/scripts/with-node.sh"
  [ "$status" = 2 ]
  [[ $output == *"Usage:"* ]]
}
