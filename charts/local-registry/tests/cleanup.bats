#!/usr/bin/env bats
# files/cleanup.sh on a volume of empty tags, with a stand-in for the registry's garbage collection.

setup() {
  export ROOT=$BATS_TEST_TMPDIR/volume CONFIG=unread REPORT=$BATS_TEST_TMPDIR/report
  export LAST=1 KEEP_TAGS='^v[0-9]+$' QUIET_MINUTES=60
  tags=$ROOT/docker/registry/v2/repositories/team/app/_manifests/tags
  minutes=10
  for tag in v1 old new; do
    minutes=$((minutes - 1))
    mkdir -p "$tags/$tag/current"
    touch -d "$minutes minutes ago" "$tags/$tag/current/link"
  done
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '#!/bin/sh\n' >"$BATS_TEST_TMPDIR/bin/registry"
  chmod +x "$BATS_TEST_TMPDIR/bin/registry"
  export PATH=$BATS_TEST_TMPDIR/bin:$PATH
  cleanup="$BATS_TEST_DIRNAME/../files/cleanup.sh"
}

@test "the newest tags stay, and those that match keepTags" {
  run sh "$cleanup"
  [ "$status" = 0 ]
  [ "$(ls "$tags")" = $'new\nv1' ]
  [[ $(cat "$REPORT") == *'"result":"done"'*'"tagsRemoved":1'* ]]
}

@test "an invalid expression protects everything, and the run fails" {
  KEEP_TAGS='^(v[0-9]+$' run sh "$cleanup"
  [ "$status" = 1 ]
  [ "$(ls "$tags" | wc -l)" = 3 ]
  [[ $(cat "$REPORT") == *'"result":"failed"'*keepTags* ]]
}
