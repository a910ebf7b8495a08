#!/usr/bin/env bats
# Third-party charts are fetched and verified, from a repository that this test serves.

setup() {
  repository=$BATS_TEST_TMPDIR/repository
  here=$BATS_TEST_TMPDIR/checkout
  root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  export PATH=$root/.tools/bin:$PATH HELM_CACHE_HOME=$BATS_TEST_TMPDIR/cache
  mkdir -p "$repository" "$here/scripts/operate" "$here/helmfiles"
  cp "$root/scripts/vendor-charts.sh" "$here/scripts/"
  cp "$root"/scripts/operate/{flat.awk,yaml.sh,yaml.gotmpl} "$here/scripts/operate/"
  helm create "$BATS_TEST_TMPDIR/demo" >/dev/null
  helm package "$BATS_TEST_TMPDIR/demo" --destination "$repository" >/dev/null
  "$root/scripts/with-node.sh" node -e '
    const server = require("http").createServer((request, response) =>
      require("fs").createReadStream(process.argv[1] + request.url).on("error", () => response.writeHead(404).end()).pipe(response));
    server.listen(0, "127.0.0.1", () => console.log(server.address().port));
    setTimeout(() => process.exit(), 60_000);
  ' "$repository" >"$BATS_TEST_TMPDIR/port" 3>&- &
  server=$!
  while [ ! -s "$BATS_TEST_TMPDIR/port" ]; do sleep 0.1; done
  url=http://127.0.0.1:$(cat "$BATS_TEST_TMPDIR/port")
  helm repo index "$repository" --url "$url"
  echo "demo: $url/demo" >"$here/helmfiles/charts.yaml"
  printf 'chart-demo: 0.1.0\nchart-demo-digest: unrecorded\n' >"$here/versions.yaml"
  cd "$here" || return
}

teardown() { kill "$server" 2>/dev/null || true; }

@test "a package without a digest is refused and removed" {
  run scripts/vendor-charts.sh
  [ "$status" = 1 ]
  [[ $output == *"REFUSED: 0.1.0 is sha256:"*"versions.yaml says unrecorded"* ]]
  [ ! -e vendor/charts/demo ]
}

@test "--record writes the digest once, and the chart is present" {
  run scripts/vendor-charts.sh --record
  [ "$status" = 0 ]
  grep -qE '^chart-demo-digest: sha256:[0-9a-f]{64}$' versions.yaml
  [ -e vendor/charts/demo/Chart.yaml ]
  run scripts/vendor-charts.sh
  [[ $output == *"0.1.0 is there"* ]]
}

# Further charts of the same package, by names of their own.
charts() { # NAME...
  : >helmfiles/charts.yaml
  : >versions.yaml
  for name; do
    echo "$name: $url/demo" >>helmfiles/charts.yaml
    printf 'chart-%s: 0.1.0\nchart-%s-digest: unrecorded\n' "$name" "$name" >>versions.yaml
  done
}

@test "--record records all charts at once, and run again it changes nothing" {
  charts first second third
  run scripts/vendor-charts.sh --record
  [ "$status" = 0 ]
  [ "$(grep -cE '^chart-(first|second|third)-digest: sha256:[0-9a-f]{64}$' versions.yaml)" = 3 ]
  cp versions.yaml before
  kill "$server"
  run scripts/vendor-charts.sh --record
  [ "$status" = 0 ]
  cmp before versions.yaml
  [ "$(find . -name 'versions.yaml*' | wc -l)" = 1 ]
}

@test "failed charts are listed at the end, the others are recorded, and a second run fetches the rest" {
  charts first second
  sed -i 's/chart-first: 0.1.0/chart-first: 9.9.9/' versions.yaml
  run scripts/vendor-charts.sh --record
  [ "$status" = 1 ]
  [[ $output == *"does not give demo 9.9.9"*"still unrecorded"*"first" ]]
  grep -q '^chart-second-digest: sha256:' versions.yaml
  sed -i 's/chart-first: 9.9.9/chart-first: 0.1.0/' versions.yaml
  run scripts/vendor-charts.sh --record
  [ "$status" = 0 ]
  [[ $output != *"still unrecorded"* ]]
}

@test "--record fetches a chart again that is present without a digest" {
  mkdir -p vendor/charts
  cp -r "$BATS_TEST_TMPDIR/demo" vendor/charts/demo
  run scripts/vendor-charts.sh --record
  [[ $output == *"0.1.0 is fetched"* ]]
  grep -q '^chart-demo-digest: sha256:' versions.yaml
}

@test "--record keeps the other lines of versions.yaml and its permissions" {
  printf '# words\nhelm: 4\n' >>versions.yaml
  chmod 640 versions.yaml
  scripts/vendor-charts.sh --record
  [ "$(tail -2 versions.yaml)" = "$(printf '# words\nhelm: 4')" ]
  [ "$(stat -c %a versions.yaml)" = 640 ]
}

@test "--unrecorded names the charts of an environment without a digest, and the command" {
  charts first second third fourth
  sed -i 's/^chart-second-digest: .*/chart-second-digest: sha256:00/' versions.yaml
  mkdir bin
  printf '%s\n' '#!/bin/sh' 'echo "$*" >calls' "echo '[{\"chart\":\"../../vendor/charts/first\"},{\"chart\":\"$url/demo\"},{\"chart\":\"../../charts/own\"}]'" >bin/helmfile
  chmod +x bin/helmfile
  sed -i "s|^third: .*|third: oci://registry.example/charts/third|; s|^fourth: .*|fourth: oci://registry.example/charts/fourth|" helmfiles/charts.yaml
  sed -i 's|{"chart":"../../charts/own"}|{"chart":"oci://registry.example/charts/third"}|' bin/helmfile
  PATH=$PWD/bin:$PATH run scripts/vendor-charts.sh --unrecorded production
  [ "$status" = 0 ]
  [[ $output == *"  first 0.1.0"*"  third 0.1.0"*"make record-charts"* ]]
  [[ $output != *"second"* ]] && [[ $output != *"fourth"* ]]
  [ "$(cat calls)" = "--environment production --quiet list --output json" ]
}

@test "--unrecorded prints nothing if every digest is recorded" {
  sed -i 's/unrecorded/sha256:00/' versions.yaml
  PATH=$PWD/bin:$PATH run scripts/vendor-charts.sh --unrecorded production
  [ "$status" = 0 ]
  [ "$output" = "" ]
}

@test "a package that differs from its digest is refused, even with --record" {
  sed -i 's/unrecorded/sha256:0000/' versions.yaml
  run scripts/vendor-charts.sh --record
  [ "$status" = 1 ]
  [[ $output == *"versions.yaml says sha256:0000"* ]]
  [ ! -e vendor/charts/demo ]
}

@test "--dry-run fetches nothing" {
  run scripts/vendor-charts.sh --dry-run
  [ "$status" = 0 ]
  [[ $output == *"0.1.0 would be fetched from http://127.0.0.1:"* ]]
  [ ! -e vendor ]
}

@test "a version that the repository lacks is a failure that names it" {
  sed -i 's/chart-demo: 0.1.0/chart-demo: 9.9.9/' versions.yaml
  run scripts/vendor-charts.sh
  [ "$status" = 1 ]
  [[ $output == *"does not give demo 9.9.9"* ]]
}

@test "an unknown chart is reported with a list of the charts" {
  run scripts/vendor-charts.sh --only nonesuch
  [ "$status" = 2 ]
  [[ $output == *'there is no chart "nonesuch": choose among demo'* ]]
}

@test "a deployment records no digest" {
  cd "$BATS_TEST_DIRNAME/../helmfiles"
  run grep -n -- --record charts.yaml ./*.gotmpl ./*/*.gotmpl
  [ "$output" = "" ]
}
