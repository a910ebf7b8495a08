#!/usr/bin/env bats
# scripts/totals.awk on the summaries of test runners.

totals() { awk -f "$BATS_TEST_DIRNAME/totals.awk"; }

@test "Jest" {
  run totals <<<"Test Suites: 1 failed, 11 passed, 12 total
Tests:       1 failed, 2 skipped, 30 passed, 33 total"
  [ "$output" = "30 1 2" ]
}

@test "helm-unittest, where an error is a failure" {
  run totals <<<"Tests:       2 failed, 1 errored, 4 passed, 7 total"
  [ "$output" = "4 3 0" ]
}

@test "Playwright, in colour" {
  run totals <<<$'  1 failed\n    [chromium] > tab.spec.ts:3:5\n\033[32m  12 passed\033[39m (1.2m)\n  3 did not run'
  [ "$output" = "12 1 3" ]
}

@test "TAP" {
  run totals <<<$'1..3\nok 1 one\nnot ok 2 two\nok 3 three # skip no root'
  [ "$output" = "1 1 1" ]
}

@test "the last summary replaces those above it" {
  run totals <<<$'Tests:       5 passed, 5 total\n2 passed, 0 failed\n7 passed, 1 failed, 2 skipped'
  [ "$output" = "7 1 2" ]
}

@test "a sentence about tests is not a summary" {
  run totals <<<$'all 9 passed, 0 failed here\n5 passed, 0 failed tests'
  [ "$output" = "0 0 0" ]
}
