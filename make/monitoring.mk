##@ Observe

.PHONY: check-alerts
check-alerts: install promtool ## Alerts, recording rules, dashboards' queries: syntax, no rule twice, tests that fire each alert, runbooks that exist
	monitoring/tests/rules.sh
	queries=$$(mktemp) && trap 'rm -f "$$queries"' EXIT && $(RUN) yarn workspace monitoring queries > "$$queries" && promtool check rules --lint=all --lint-fatal "$$queries"
	promtool test rules monitoring/tests/*_test.yaml
	$(RUN) yarn workspace monitoring alerts:check
