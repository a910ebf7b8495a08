#!/usr/bin/env bats
# When scripts/confirm.sh asks, and which answers it accepts.

setup() { confirm=$BATS_TEST_DIRNAME/confirm.sh; }

@test "asks nothing outside production" {
  run "$confirm" local "Deploy" </dev/null
  [ "$status" = 0 ]
  [ "$output" = "" ]
}

@test "production needs its name, and YES does not replace it" {
  YES=1 run "$confirm" production "Deploy" <<<"y"
  [ "$status" = 1 ]
  run "$confirm" production "Deploy" <<<"production"
  [ "$status" = 0 ]
  YES=production run "$confirm" --always production "Deploy" </dev/null
  [ "$status" = 0 ]
}

@test "a region of production needs its own name, and not that of another" {
  for answer in y production production-us-east-1; do
    run "$confirm" production-eu-west-1 "Deploy" <<<"$answer"
    [ "$status" = 1 ]
    YES=$answer run "$confirm" production-eu-west-1 "Deploy" </dev/null
    [ "$status" = 1 ]
  done
  run "$confirm" production-eu-west-1 "Deploy" <<<"production-eu-west-1"
  [ "$status" = 0 ]
  YES=production-eu-west-1 run "$confirm" --always production-eu-west-1 "Deploy" </dev/null
  [ "$status" = 0 ]
  run "$confirm" productions "Deploy" </dev/null
  [ "$status" = 0 ]
}

@test "destructive steps require confirmation everywhere" {
  run "$confirm" --always local "Remove geth-0" </dev/null
  [ "$status" = 1 ]
  [[ $output == *"Nothing was done."* ]]
  run "$confirm" --always local "Remove geth-0" <<<"y"
  [ "$status" = 0 ]
  YES=1 run "$confirm" --always local "Remove geth-0" </dev/null
  [ "$status" = 0 ]
}

@test "without arguments it prints its usage" {
  run "$confirm"
  [ "$status" = 2 ]
  [[ $output == *"Usage: scripts/confirm.sh"* ]]
}
