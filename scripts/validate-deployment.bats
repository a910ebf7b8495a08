#!/usr/bin/env bats
# What scripts/validate-deployment.sh does without a cluster. What it finds in one: tests/integration/validate.test.ts.

setup() { validate=$BATS_TEST_DIRNAME/validate-deployment.sh; }

@test "--help says what it does, that it changes nothing, and how it ends" {
  run "$validate" --help
  [ "$status" = 0 ]
  [[ $output == *"Read-only"*"--only"*"--json"*"--list"*"0 all checks passed, 1 a check failed or is unknown, 2 wrong usage"* ]]
}

@test "--list names twenty checks and more, each with what holds when it passes" {
  run "$validate" --list
  [ "$status" = 0 ]
  [ "${#lines[@]}" -ge 20 ]
  [[ $output == *"disruption-budget"*"Drains take one node at a time"* ]]
}

@test "--only and --skip choose among them" {
  run "$validate" --list --only drift quota
  [ "${#lines[@]}" = 2 ]
  run "$validate" --list --only drift quota --skip quota
  [[ $output == drift* ]]
  [ "${#lines[@]}" = 1 ]
}

@test "a check that does not exist is wrong usage, and the checks are named" {
  run "$validate" --only drfit
  [ "$status" = 2 ]
  [[ $output == *'there is no check "drfit"'*"drift"* ]]
}

@test "an environment that does not exist is wrong usage, and its file is named" {
  run "$validate" --environment nowhere
  [ "$status" = 2 ]
  [[ $output == *'no environment "nowhere"'*"environments/nowhere.yaml"* ]]
}

@test "a time that is none is wrong usage" {
  run "$validate" --timeout soon
  [ "$status" = 2 ]
  [[ $output == *'--timeout "soon"'* ]]
}

@test "a cluster that does not answer is one failure, and everything else is unknown" {
  KUBECONFIG=/dev/null run "$validate" --environment local --json
  [ "$status" = 1 ]
  [[ $output == *'"name": "context"'*'"state": "failed"'*'"name": "drift"'*'"state": "unknown"'* ]]
}

# A team's repository: the script, what it was written by, and no source.
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

@test "in a team's repository it takes nodeyard from PATH" {
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

@test "without either it says what to install" {
  team
  rm -rf "$BATS_TEST_TMPDIR/bin"
  mkdir "$BATS_TEST_TMPDIR/bin"
  for program in bash dirname sed head; do ln -s "$(command -v "$program")" "$BATS_TEST_TMPDIR/bin/"; done
  PATH=$BATS_TEST_TMPDIR/bin run "$repository/scripts/validate-deployment.sh"
  [ "$status" = 2 ]
  [[ $output == *"install Node.js 24"* ]]
}
