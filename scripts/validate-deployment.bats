#!/usr/bin/env bats
# What scripts/validate-deployment.sh does without a cluster. What it finds in one: tests/integration/validate.test.ts.

setup() { validate=$BATS_TEST_DIRNAME/validate-deployment.sh; }

@test "--help says what it does, that it changes nothing, and how it ends" {
  run "$validate" --help
  [ "$status" = 0 ]
  [[ $output == *"Changes nothing"*"--only"*"--json"*"--list"*"0 all checks passed, 1 something is wrong"*"2 called wrongly"* ]]
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
