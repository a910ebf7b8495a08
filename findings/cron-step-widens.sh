#!/usr/bin/env bash
# A step that narrows one field of a CronJob's days makes the job run on more days: */2 counts as "any day", */1 does not.
#
# With "*" in either field of days, both must match; with neither, one is enough. The parser of Kubernetes' schedules (robfig/cron v3,
# ParseStandard) takes */1 for a star and */2 for none. Vixie's cron looks at the first character alone and takes both for a star, so a crontab
# line that ran on Mondays of an odd date runs in a CronJob on every odd date and on every Monday.
#
# Seen with github.com/robfig/cron/v3 v3.0.1 on 2026-11-30, in February 2027:
#   0 0 */1 * 1   4 days: 1 8 15 22
#   0 0 */2 * 1  16 days: 1 3 5 7 8 9 11 13 15 17 19 21 22 23 25 27
set -euo pipefail
module=github.com/robfig/cron/v3 version=v3.0.1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >go.mod <<-TEXT
	module finding
	go 1.26
	require $module $version
TEXT
cat >main.go <<-'GO'
	package main

	import (
		"fmt"
		"os"
		"time"

		"github.com/robfig/cron/v3"
	)

	func main() {
		for _, expression := range os.Args[1:] {
			schedule, err := cron.ParseStandard(expression)
			if err != nil {
				panic(err)
			}
			days, count := "", 0
			for at := schedule.Next(time.Date(2027, 1, 31, 23, 59, 59, 0, time.UTC)); at.Month() == time.February; at = schedule.Next(at) {
				days, count = fmt.Sprint(days, " ", at.Day()), count+1
			}
			fmt.Printf("%s  %2d days:%s\n", expression, count, days)
		}
	}
GO
timeout 600 go mod tidy -e 2>/dev/null
go list -m "$module"
CGO_ENABLED=0 timeout 600 go build -trimpath -o finding .
timeout 10 ./finding '0 0 */1 * 1' '0 0 */2 * 1' | tee seen

diff - seen <<-'TEXT'
	0 0 */1 * 1   4 days: 1 8 15 22
	0 0 */2 * 1  16 days: 1 3 5 7 8 9 11 13 15 17 19 21 22 23 25 27
TEXT
