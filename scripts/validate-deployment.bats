#!/usr/bin/env bats
# scripts/validate-deployment.sh without a cluster. With one: tests/integration/validate.test.ts.

setup() { validate=$BATS_TEST_DIRNAME/validate-deployment.sh; }

@test "--help describes the command, that it changes nothing, and its exit codes" {
  run "$validate" --help
  [ "$status" = 0 ]
  [[ $output == *"Read-only"*"--only"*"--json"*"--list"*"0 all checks passed, 1 a check failed or is unknown, 2 wrong usage"* ]]
}

@test "--list prints at least twenty checks, each with the condition that it verifies" {
  run "$validate" --list
  [ "$status" = 0 ]
  [ "${#lines[@]}" -ge 20 ]
  [[ $output == *"disruption-budget"*"Drains take one node at a time"* ]]
}

@test "--only and --skip select checks" {
  run "$validate" --list --only drift quota
  [ "${#lines[@]}" = 2 ]
  run "$validate" --list --only drift quota --skip quota
  [[ $output == drift* ]]
  [ "${#lines[@]}" = 1 ]
}

@test "an unknown check is wrong usage, and the checks are listed" {
  run "$validate" --only drfit
  [ "$status" = 2 ]
  [[ $output == *'there is no check "drfit"'*"drift"* ]]
}

@test "a missing environment is wrong usage, and its file is named" {
  run "$validate" --environment nowhere
  [ "$status" = 2 ]
  [[ $output == *'no environment "nowhere"'*"environments/nowhere.yaml"* ]]
}

@test "an invalid time is wrong usage" {
  run "$validate" --timeout soon
  [ "$status" = 2 ]
  [[ $output == *'--timeout "soon"'* ]]
}

@test "a cluster that does not answer is one failure, and all other checks are unknown" {
  KUBECONFIG=/dev/null run "$validate" --environment local --json
  [ "$status" = 1 ]
  [[ $output == *'"name": "context"'*'"state": "failed"'*'"name": "drift"'*'"state": "unknown"'* ]]
}

# A team's repository: the script and the version that wrote it, without the source.
team() {
  repository=$BATS_TEST_TMPDIR/team
  mkdir -p "$repository/scripts/operate" "$BATS_TEST_TMPDIR/bin"
  cp "$validate" "$repository/scripts/"
  cp "$BATS_TEST_DIRNAME"/operate/{yaml.sh,yaml.gotmpl} "$repository/scripts/operate/"
  ln -s "$BATS_TEST_DIRNAME/../.tools" "$repository/.tools"
  printf 'blueprint:\n  package: "@nodeyard/blueprint"\n  version: "0.1.0"\n' >"$repository/blueprint.lock.yaml"
  export PATH=$BATS_TEST_TMPDIR/bin:/usr/bin:/bin
}
says_what_it_is_asked() { # PROGRAM
  printf '#!/bin/sh\necho "%s $*"\n' "$1" >"$BATS_TEST_TMPDIR/bin/$1"
  chmod +x "$BATS_TEST_TMPDIR/bin/$1"
}

@test "in a team's repository it uses nodeyard from PATH" {
  team
  says_what_it_is_asked nodeyard
  run "$repository/scripts/validate-deployment.sh" --environment local
  [ "$output" = "nodeyard validate-deployment --environment local" ]
}

@test "else the version that wrote the repository, from npm" {
  team
  says_what_it_is_asked npx
  run "$repository/scripts/validate-deployment.sh" --json
  [ "$output" = "npx --yes @nodeyard/blueprint@0.1.0 validate-deployment --json" ]
}

@test "without either it prints what to install" {
  team
  rm -rf "$BATS_TEST_TMPDIR/bin"
  mkdir "$BATS_TEST_TMPDIR/bin"
  for program in bash dirname sed head; do ln -s "$(command -v "$program")" "$BATS_TEST_TMPDIR/bin/"; done
  PATH=$BATS_TEST_TMPDIR/bin run "$repository/scripts/validate-deployment.sh"
  [ "$status" = 2 ]
  [[ $output == *"install Node.js 24"* ]]
}
