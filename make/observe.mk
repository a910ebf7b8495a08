##@ Monitoring (ENV=environment; Ctrl-C closes the port)

# Names of the charts' Services: docs/platform.md.
FORWARD = $(KUBECTL) -n observability port-forward --address 127.0.0.1

.PHONY: grafana
grafana: ## Grafana on http://localhost:3000; in the profile small: user admin, with the password of `make grafana-password`
	@$(FORWARD) service/grafana 3000:80

.PHONY: grafana-password
grafana-password: ## Generated admin password of Grafana in the profile small
	@password=$$($(KUBECTL) -n observability get secret grafana -o jsonpath='{.data.admin-password}') && printf '%s' "$$password" | base64 --decode && echo

.PHONY: prometheus
prometheus: ## Prometheus on http://localhost:9090: what is measured, which targets answer, which alerts fire
	@$(FORWARD) service/prometheus-prometheus 9090:9090

.PHONY: alertmanager
alertmanager: ## Alertmanager on http://localhost:9093: where an alert goes, and silences
	@$(FORWARD) service/prometheus-alertmanager 9093:9093
