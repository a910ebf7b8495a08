# Reads the output of test runners and prints "PASSED FAILED SKIPPED": what the runners themselves say, nothing else.
#
# A line "N passed, N failed[, N skipped]" alone sums up all that is above it, so the last such line wins. Without one,
# the summaries of Jest, Playwright, node:test and helm-unittest and the lines of TAP (bats) are added up.
{ gsub(/\033\[[0-9;]*m/, ""); sub(/\r$/, "") }

/^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ { summed = 1; all["passed"] = $1; all["failed"] = $3; all["skipped"] = $5 + 0 }

# Jest and helm-unittest: "Tests:       1 failed, 2 skipped, 30 passed, 33 total"
/^Tests: .* total$/ {
  sum["passed"] += count("passed")
  sum["failed"] += count("failed") + count("errored")
  sum["skipped"] += count("skipped") + count("todo")
}

# Playwright: "  3 passed (1.2m)", "  1 failed", "  1 flaky", "  2 skipped", "  1 did not run"
/^  [0-9]+ (passed( \(.*\))?|failed|skipped|flaky|did not run|interrupted)$/ {
  if ($2 == "passed" || $2 == "flaky") sum["passed"] += $1
  else if ($2 == "failed" || $2 == "interrupted") sum["failed"] += $1
  else sum["skipped"] += $1
}

# TAP, as bats and node:test write it without a summary of their own
/^ok [0-9]+.*# skip/ { sum["skipped"]++; next }
/^ok [0-9]+/ { sum["passed"]++ }
/^not ok [0-9]+/ { sum["failed"]++ }

END {
  if (summed) print all["passed"] + 0, all["failed"] + 0, all["skipped"] + 0
  else print sum["passed"] + 0, sum["failed"] + 0, sum["skipped"] + 0
}

function count(word,    at, parts) {
  at = match($0, "[0-9]+ " word)
  if (!at) return 0
  split(substr($0, at), parts, " ")
  return parts[1]
}
