// What Kubernetes makes of schedules: its own parser (pkg/apis/batch/validation asks cron.ParseStandard) on every combination of the
// fields below. Run it where the parser changes version: go run . > ../../src/request/cron.recorded.json
package main

import (
	"encoding/json"
	"os"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

func main() {
	recorded := struct {
		Source   string   `json:"source"`
		Days     []string `json:"days"`
		Months   []string `json:"months"`
		Weekdays []string `json:"weekdays"`
		Others   []string `json:"others"`
		Refused  []string `json:"refused"`
		Never    []string `json:"never"`
	}{
		Source:   "github.com/robfig/cron v3.0.1, ParseStandard and Next, which gives up after five years",
		Days:     strings.Fields("* ? */2 */31 ?/7 1 29 30 31 30,31 1,31 29-31 30-31 31/1 30/1 28-31/3 29,?"),
		Months:   strings.Fields("* ? 2 FEB feb-feb 2-4/2 2/12 4,6 apr,jun,sep,NOV 4-6 4-6/2 2,4 1-2 */2 2/2 ?/3"),
		Weekdays: strings.Fields("* ? 1 mon */2 */1 ?/1 ?/2 0-6 sat,*"),
		Others:   []string{"? ? * * *", "?/5 * * * *", "0 0 ? * ?", "0 0 * * 7", "0 0 32 * *", "0 0 31 13 *", "0 0 ?-3 x *", "0 0 */0 * *", "0 0 3-1 * *", "0 0 ?? * *"},
	}
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	look := func(schedule string) {
		parsed, err := cron.ParseStandard(schedule)
		if err != nil {
			recorded.Refused = append(recorded.Refused, schedule)
		} else if parsed.Next(from).IsZero() {
			recorded.Never = append(recorded.Never, schedule)
		}
	}
	for _, days := range recorded.Days {
		for _, months := range recorded.Months {
			for _, weekdays := range recorded.Weekdays {
				look(strings.Join([]string{"0 0", days, months, weekdays}, " "))
			}
		}
	}
	for _, schedule := range recorded.Others {
		look(schedule)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(recorded); err != nil {
		panic(err)
	}
}
