#!/usr/bin/env bats
# Dry runs of scripts/devnet.sh. A growing chain is tested on a cluster (docs/operations.md).

setup() { devnet=$BATS_TEST_DIRNAME/devnet.sh; }

@test "a dry run prints what would be created or removed, and uses no cluster" {
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '%s\n' '#!/bin/sh' 'echo called >&2; exit 9' >"$BATS_TEST_TMPDIR/bin/kubectl"
  chmod +x "$BATS_TEST_TMPDIR/bin/kubectl"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH run "$devnet" --dry-run up
  [ "$status" = 0 ]
  [ "$output" = "Making a genesis of blocks every 2 s for the namespace devnet" ]
  PATH=$BATS_TEST_TMPDIR/bin:$PATH run "$devnet" --dry-run down
  [ "$status" = 0 ]
  [ "$output" = "Removing the namespace devnet" ]
}

@test "invalid seconds are refused before bash evaluates them" {
  for time in 'a[$(touch x)]' '$(touch x)' 010 -1 1.5; do
    SECONDS_TO_START=$time run "$devnet" --dry-run up
    [ "$status" = 2 ]
    SECONDS_PER_SLOT=$time run "$devnet" --dry-run up
    [ "$status" = 2 ]
  done
  [ ! -e "$BATS_TEST_DIRNAME/../x" ]
}

@test "without a command it prints its usage" {
  run "$devnet"
  [ "$status" = 2 ]
  [[ $output == *"Usage: scripts/devnet.sh [--dry-run] up | down"* ]]
}
