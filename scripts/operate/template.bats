#!/usr/bin/env bats
# What a render that fails prints, with the real helm and helmfile.

setup() {
  root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  export PATH=$root/.tools/bin:$PATH
  cd "$BATS_TEST_TMPDIR" || exit
  mkdir environments scripts
  cp -R "$root/helmfiles" helmfiles
  cp -R "$root/scripts/operate" scripts/operate
  ln -s "$root/charts" charts
  ln -s "$root/values" values
  ln -s "$root/versions.yaml" versions.yaml
  cat >environments/one.yaml <<-'TEXT'
	network: sepolia
	nodes:
	  geth-0:
	    execution: { client: geth }
	    consensus: { client: lighthouse }
	TEXT
  sed 's/execution: .*/execution: { client: geth, storge: { size: 1Ti } }/' environments/one.yaml >environments/wrong.yaml
  printf '%s\n' 'platform: { registry: { enabled: true } }' >environments/registry.yaml
}

template() { run scripts/operate/template.sh "$@"; echo "$status $output"; }

@test "an environment is rendered, and nothing else is printed" {
  template --environment=one --node=geth-0
  [ "$status" = 0 ]
  [[ $output == *'kind: StatefulSet'* ]]
  [[ $output != *environments/* ]]
}

@test "a key that the chart does not have is named with the command that has the nearest known key" {
  template --environment=wrong
  [ "$status" = 1 ]
  [[ $output == *"additional properties 'storge' not allowed"* ]]
  [[ $output == *'npx nodeyard values --environment wrong --node geth-0 '* ]]
}

@test "a comparison and a deployment name it too" {
  mkdir bin
  printf '%s\n' '#!/bin/sh' '. "$STAND_INS/reachable.sh"' >bin/kubectl
  chmod +x bin/kubectl
  export PATH=$PWD/bin:$PATH STAND_INS=$BATS_TEST_DIRNAME/tests
  cp "$root/helmfile.yaml.gotmpl" .
  run scripts/operate/deploy.sh --environment=wrong --dry-run
  [ "$status" = 1 ]
  [[ $output == *'npx nodeyard values --environment wrong --node geth-0 '* ]]
  # Helm refuses values in the same way when it installs; that needs a cluster.
  printf '%s\n' '#!/bin/sh' 'case "$*" in *sync) echo "not allowed" >&2 && exit 1 ;; esac' "exec $(command -v helmfile) \"\$@\"" >bin/helmfile
  chmod +x bin/helmfile
  run scripts/operate/deploy.sh --environment=wrong
  [ "$status" = 1 ]
  [[ $output == *'not allowed'*'npx nodeyard values --environment wrong --node geth-0 '* ]]
  run scripts/operate/deploy.sh --environment=one
  [ "$status" = 1 ]
  [[ $output != *'npx nodeyard'* ]]
}

@test "where the packages are installed, that command runs" {
  mkdir node_modules
  touch node_modules/.yarn-state.yml
  echo '{ "scripts": { "nodeyard": "" } }' >package.json
  printf '%s\n' '#!/bin/sh' 'echo a table' 'echo "called: $*" >&2' >scripts/with-node.sh
  chmod +x scripts/with-node.sh
  template --environment=wrong
  [ "$status" = 1 ]
  [[ $output == *'called: yarn nodeyard values --environment wrong --node geth-0' ]]
  [[ $output != *'a table'* ]]
}

@test "a layer without a release is named, with the environments that have one" {
  template --environment=one --layer=local-registry
  [ "$status" != 0 ]
  [[ $output == *'LAYER=local-registry has no release in ENV=one. Environments in which there is one: registry.' ]]
  rm environments/registry.yaml
  template --environment=one --layer=local-registry
  [[ $output == *'Environments in which there is one: none.' ]]
}

@test "a node without a release is named" {
  template --environment=one --node=geth-1
  [[ $output == *'LAYER=ethereum NODE=geth-1 has no release in ENV=one. Environments in which there is one: none.' ]]
}
