#!/usr/bin/env bats
# scripts/install-dependencies.sh in a copy with its files, with an empty cache and a PATH without tools.
# "curl" answers from the folder $BATS_TEST_TMPDIR/releases in place of the release hosts; without the folder no host answers.

setup() {
  repository=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  copy=$BATS_TEST_TMPDIR/copy
  mkdir -p "$copy/scripts/operate" "$BATS_TEST_TMPDIR/bin"
  cp "$repository/versions.yaml" "$copy/"
  cp "$repository/scripts/operate/flat.awk" "$copy/scripts/operate/"
  cp -r "$repository/scripts/install-dependencies.sh" "$repository/scripts/tools" "$copy/scripts/"
  export NODEYARD_CACHE=$BATS_TEST_TMPDIR/cache
  export PATH=$BATS_TEST_TMPDIR/bin:/usr/bin:/bin
  cat >"$BATS_TEST_TMPDIR/bin/curl" <<'SH'
#!/bin/sh
releases=$(dirname "$(dirname "$0")")/releases
[ -d "$releases" ] || exit 6
out=/dev/null
while [ $# -gt 0 ]; do
  case $1 in -o) out=$2; shift ;; https://*) url=$1 ;; esac
  shift
done
case $url in https://*/?*) cp "$releases/$(basename "$url")" "$out" 2>/dev/null || exit 22 ;; esac
SH
  chmod +x "$BATS_TEST_TMPDIR/bin/curl"
  install=$copy/scripts/install-dependencies.sh
}

# A release of kubeconform whose program prints its version.
release_kubeconform() {
  local archive
  mkdir -p "$BATS_TEST_TMPDIR/releases"
  printf '#!/bin/sh\necho v%s\n' "$1" >"$BATS_TEST_TMPDIR/kubeconform"
  archive=kubeconform-$platform.tar.gz
  tar -czf "$BATS_TEST_TMPDIR/releases/$archive" -C "$BATS_TEST_TMPDIR" kubeconform
  (cd "$BATS_TEST_TMPDIR/releases" && sha256sum "$archive" >CHECKSUMS)
  recorded kubeconform "$BATS_TEST_TMPDIR/releases/$archive"
}

platform=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')

# As `make record-tools` does.
recorded() { # TOOL ARCHIVE
  echo "sha256-$1-$platform: $(version_of "$1")@$(sha256sum "$2" | cut -d' ' -f1)" >>"$copy/versions.yaml"
}

version_of() { sed -n "s/^$1: //p" "$copy/versions.yaml"; }

@test "--help describes the command and its exit codes" {
  run "$install" --help
  [ "$status" = 0 ]
  [[ $output == *"Usage:"*"--check"*"--dry-run"*"--only TOOL"*"Exit codes"* ]]
}

@test "an unknown argument is wrong usage" {
  run "$install" --chekc
  [ "$status" = 2 ]
  [[ $output == *'unknown argument "--chekc"'* ]]
}

@test "an unknown tool is wrong usage, and the tools are named" {
  run "$install" --only hlem
  [ "$status" = 2 ]
  [[ $output == *'there is no tool "hlem": choose among helm helmfile'* ]]
  run "$install" --only
  [ "$status" = 2 ]
}

@test "--check lists missing tools, each with its source, and changes nothing" {
  run "$install" --check --only kubeconform
  [ "$status" = 1 ]
  [[ $output == *"kubeconform"*"$(version_of kubeconform) is MISSING: run scripts/install-dependencies.sh --only kubeconform"* ]]
  [ ! -e "$NODEYARD_CACHE" ]
  [ ! -e "$copy/.tools" ]
}

@test "--dry-run prints the source of a tool, and changes nothing" {
  run "$install" --dry-run --only kubeconform --only anvil --only geth
  [ "$status" = 0 ]
  [[ ${lines[0]} == kubeconform*"would be built from its Go module"* ]]
  [[ ${lines[1]} == anvil*"would be fetched from npm (@foundry-rs/anvil-"* ]]
  [[ ${lines[2]} == geth*"would be built from its Go module"*"minutes"* ]]
  [ ! -e "$NODEYARD_CACHE" ]
}

@test "a system tool is installed from its Debian package, under the name of that" {
  printf '#!/bin/sh\n' >"$BATS_TEST_TMPDIR/bin/find" # nothing of the kind is on this machine
  chmod +x "$BATS_TEST_TMPDIR/bin/find"
  run "$install" --dry-run --only faketime
  [[ $output == faketime*"would be installed by apt-get install libfaketime" ]]
  run "$install" --check --only faketime
  [ "$status" = 1 ]
}

@test "make soak installs all requirements of tests/soak/run" {
  asked=$(make --dry-run --directory "$repository" soak)
  for tool in anvil faketime geth haproxy postgresql; do
    grep -qi "$tool" "$repository/tests/soak/run"
    [[ $asked == *"scripts/install-dependencies.sh --quiet --only $tool"* ]]
  done
}

@test "--dry-run prefers a reachable release" {
  release_kubeconform 1.2.3
  run "$install" --dry-run --only kubeconform
  [[ $output == *"would be downloaded from https://"*"/v$(version_of kubeconform)/"* ]]
}

@test "a release with the recorded checksum is installed and linked" {
  release_kubeconform "$(version_of kubeconform)"
  run "$install" --only kubeconform
  [ "$status" = 0 ]
  [ "$("$copy/.tools/bin/kubeconform")" = "v$(version_of kubeconform)" ]
  run "$install" --check --only kubeconform
  [ "$status" = 0 ]
}

@test "a release without an archive is installed too" {
  version=$(version_of kind)
  file=kind-$platform
  mkdir -p "$BATS_TEST_TMPDIR/releases"
  printf '#!/bin/sh\necho kind v%s\n' "$version" >"$BATS_TEST_TMPDIR/releases/$file"
  recorded kind "$BATS_TEST_TMPDIR/releases/$file"
  run "$install" --only kind
  [ "$status" = 0 ]
  [ "$("$copy/.tools/bin/kind")" = "kind v$version" ]
}

@test "--quiet prints nothing about installed tools, and links them nevertheless" {
  release_kubeconform "$(version_of kubeconform)"
  "$install" --only kubeconform
  rm -r "$copy/.tools"
  run "$install" --quiet --only kubeconform
  [ "$status" = 0 ]
  [ "$output" = "" ]
  [ -x "$copy/.tools/bin/kubeconform" ]
}

@test "a release with another checksum is refused whatever its project publishes, and no other source is tried" {
  release_kubeconform "$(version_of kubeconform)"
  archive=$BATS_TEST_TMPDIR/releases/kubeconform-$platform.tar.gz
  printf more >>"$archive"
  (cd "$BATS_TEST_TMPDIR/releases" && sha256sum "$(basename "$archive")" >CHECKSUMS)
  run "$install" --only kubeconform
  [ "$status" = 1 ]
  [[ $output == *"REFUSED"*"versions.yaml records"* ]]
  [ ! -e "$copy/.tools/bin/kubeconform" ]
}

@test "a release without a recorded checksum, or with one of another version, is not installed" {
  release_kubeconform "$(version_of kubeconform)"
  sed -i "s/^\(sha256-kubeconform-.*\): .*@/\1: 0.0.1@/" "$copy/versions.yaml"
  run "$install" --dry-run --only kubeconform
  [[ $output == *"would be built from its Go module, as versions.yaml records no SHA-256 of its release"* ]]
  sed -i '/^sha256-kubeconform-/d' "$copy/versions.yaml"
  run "$install" --dry-run --only kubeconform
  [[ $output == *"would be built from its Go module, as versions.yaml records no SHA-256 of its release"* ]]
}

# "npm", which returns the given archive for every package.
npm_has() { # ARCHIVE
  # shellcheck disable=SC2016 # for the program to expand
  printf '#!/bin/sh\nwhile [ "$1" != --pack-destination ]; do shift; done\ncp "%s" "$2/package.tgz"\n' "$1" >"$BATS_TEST_TMPDIR/bin/npm"
  chmod +x "$BATS_TEST_TMPDIR/bin/npm"
}

@test "an npm package is installed if it has the recorded checksum, and else refused" {
  mkdir -p "$BATS_TEST_TMPDIR/package/bin"
  printf '#!/bin/sh\necho anvil\n' >"$BATS_TEST_TMPDIR/package/bin/anvil"
  tar -czf "$BATS_TEST_TMPDIR/anvil.tgz" -C "$BATS_TEST_TMPDIR" package
  npm_has "$BATS_TEST_TMPDIR/anvil.tgz"
  run "$install" --only anvil
  [ "$status" = 1 ]
  [[ $output == *"REFUSED"*"versions.yaml records"* ]]
  [ ! -e "$copy/.tools/bin/anvil" ]
  sed -i '/^sha256-anvil-/d' "$copy/versions.yaml"
  recorded anvil "$BATS_TEST_TMPDIR/anvil.tgz"
  run "$install" --only anvil
  [ "$status" = 0 ]
  [ "$("$copy/.tools/bin/anvil")" = anvil ]
}

@test "--record writes the checksums of releases for each platform once, and removes those of other versions" {
  release_kubeconform "$(version_of kubeconform)"
  sed -i "s/^\(sha256-kubeconform-.*\): .*@/\1: 0.0.1@/" "$copy/versions.yaml"
  run "$install" --record --only kubeconform
  # The other platforms' archives are not there.
  [ "$status" = 1 ]
  [[ $output == *"kubeconform"*"$platform is "*"stays UNRECORDED"* ]]
  [ "$(grep -c '^sha256-kubeconform-' "$copy/versions.yaml")" = 1 ]
  before=$(cat "$copy/versions.yaml")
  run "$install" --record --only kubeconform
  [[ $output != *"$platform is "* ]]
  [ "$(cat "$copy/versions.yaml")" = "$before" ]
  run "$install" --only kubeconform
  [ "$status" = 0 ]
}

@test "--record records no checksum that differs from the published one" {
  release_kubeconform "$(version_of kubeconform)"
  sed -i '/^sha256-kubeconform-/d' "$copy/versions.yaml"
  printf more >>"$BATS_TEST_TMPDIR/releases/kubeconform-$platform.tar.gz"
  run "$install" --record --only kubeconform
  [ "$status" = 1 ]
  [[ $output == *"stays UNRECORDED: it differs from its project's checksum"* ]]
  run grep '^sha256-kubeconform-' "$copy/versions.yaml"
  [ "$output" = "" ]
}

@test "a tool on PATH is used in the right version only" {
  printf '#!/bin/sh\necho v%s\n' "$(version_of kubeconform)" >"$BATS_TEST_TMPDIR/bin/kubeconform"
  chmod +x "$BATS_TEST_TMPDIR/bin/kubeconform"
  run "$install" --only kubeconform
  [ "$status" = 0 ]
  [ "$(readlink "$copy/.tools/bin/kubeconform")" = "$BATS_TEST_TMPDIR/bin/kubeconform" ]
  printf '#!/bin/sh\necho v0.0.1\n' >"$BATS_TEST_TMPDIR/bin/kubeconform"
  run "$install" --check --only kubeconform
  [ "$status" = 1 ]
}

@test "without Go, npm or a release it prints the requirements" {
  mkdir -p "$BATS_TEST_TMPDIR/few"
  for program in awk bash sh sed tr uname dirname mktemp cut mkdir rm grep paste head readlink printf; do
    ln -sf "$(command -v "$program")" "$BATS_TEST_TMPDIR/few/"
  done
  PATH=$BATS_TEST_TMPDIR/few run "$install" --only kubeconform
  [ "$status" = 1 ]
  [[ $output == *"FAILED"*"Go $(version_of go) or newer is not installed"* ]]
}
