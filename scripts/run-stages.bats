#!/usr/bin/env bats
# Results of scripts/run-stages.sh; "make" is a stand-in with scripted output.

setup() {
  export MAKE=$BATS_TEST_TMPDIR/make
  cat >"$MAKE" <<'SH'
#!/bin/sh
case $1 in
  good) echo "3 passed, 0 failed" ;;
  bad) echo "2 passed, 1 failed"; exit 1 ;;
  crash) echo "boom"; exit 9 ;;
  empty) echo "nothing to do" ;;
  named) printf 'not ok 3 reads a file\n\033[1mFAIL\033[22m src/a.test.ts\n  ● a › b\n  ● a › b\n2 passed, 1 failed\n'; exit 1 ;;
esac
SH
  chmod +x "$MAKE"
  stages=$BATS_TEST_DIRNAME/run-stages.sh
}

last() { printf '%s\n' "${lines[${#lines[@]} - 1]}"; }

@test "adds up the totals of the runners and continues after a failure" {
  run "$stages" bad good
  [ "$status" = 1 ]
  [ "$(last)" = "5 passed, 1 failed" ]
}

@test "a stage that breaks without a failed test is a failure" {
  run "$stages" good crash
  [ "$status" = 1 ]
  [ "$(last)" = "3 passed, 1 failed" ]
}

@test "a stage that runs no test is a failure" {
  run "$stages" good empty
  [ "$status" = 1 ]
  [[ $output == *"ran no test"* ]]
}

@test "succeeds when all did" {
  run "$stages" good good
  [ "$status" = 0 ]
  [ "$(last)" = "6 passed, 0 failed" ]
}

@test "counts stages without a test runner as one check" {
  run "$stages" --count-stages empty crash
  [ "$status" = 1 ]
  [ "$(last)" = "1 passed, 1 failed" ]
}

@test "names the failed tests again at the end, each once" {
  run "$stages" named good
  [ "$status" = 1 ]
  [[ $output == *"named"*"2 passed, 1 failed"*$'\n       not ok 3 reads a file\n       FAIL src/a.test.ts\n       ● a › b\nok '* ]]
}
