##@ Observe

.PHONY: check-alerts
check-alerts: install promtool ## Alerts, recording rules, dashboards' queries: syntax, tests that fire each alert, runbooks that exist
	promtool check rules monitoring/alerts/*.rules.yaml
	queries=$$(mktemp) && trap 'rm -f "$$queries"' EXIT && $(RUN) yarn workspace monitoring queries > "$$queries" && promtool check rules "$$queries"
	promtool test rules monitoring/tests/*_test.yaml
	monitoring/tests/runbooks.sh
