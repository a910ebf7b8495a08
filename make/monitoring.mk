##@ Observe

.PHONY: check-alerts
check-alerts: promtool ## Alerts and recording rules: syntax, tests that fire each one, runbooks that exist
	promtool check rules monitoring/alerts/*.rules.yaml
	promtool test rules monitoring/tests/*_test.yaml
	monitoring/tests/runbooks.sh
