#!/usr/bin/env bats
# Free disk space is checked before a program that needs it starts. df is a stand-in with 1.6 GiB free.

setup() {
  require=$BATS_TEST_DIRNAME/require-disk.sh
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '%s\n' '#!/bin/sh' 'echo "Filesystem 1M-blocks Used Available Capacity Mounted"' 'echo "$*" >>"$BATS_TEST_TMPDIR/asked"' 'echo "/dev/vda 1000000 998362 ${FREE:-1638} 100% /"' >"$BATS_TEST_TMPDIR/bin/df"
  chmod +x "$BATS_TEST_TMPDIR/bin/df"
  export PATH=$BATS_TEST_TMPDIR/bin:$PATH
}

@test "enough free space passes without a message" {
  run "$require" test-cluster "$BATS_TEST_TMPDIR" 1638 'geth stops.'
  [ "$status" = 0 ] && [ "$output" = '' ]
}

@test "too little is refused with both figures and the reason" {
  run "$require" test-cluster "$BATS_TEST_TMPDIR" 5632 'geth stops.'
  [ "$status" = 1 ]
  [ "$output" = "test-cluster: $BATS_TEST_TMPDIR has 1.6 GiB of free disk space, and 5.5 GiB are needed: geth stops." ]
}

@test "for a folder that does not exist yet, the nearest one above it counts" {
  run "$require" test-cluster "$BATS_TEST_TMPDIR/a/b" 1 'geth stops.'
  [ "$status" = 0 ]
  grep -q " $BATS_TEST_TMPDIR\$" "$BATS_TEST_TMPDIR/asked"
}

@test "an answer of df that has no figure is a failure" {
  FREE=- run "$require" test-cluster "$BATS_TEST_TMPDIR" 1 'geth stops.'
  [ "$status" = 1 ]
}
