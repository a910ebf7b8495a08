##@ Test cluster

.PHONY: cluster-build
cluster-build: ## Build the test cluster's Kubernetes from its Go modules (20 minutes cold, kept in ~/.cache/nodeyard)
	tests/cluster/build.sh

.PHONY: cluster-up
cluster-up: cluster-build ## Start it (Linux, root; stops by itself after two hours)
	tests/cluster/up.sh

.PHONY: cluster-down
cluster-down: ## Stop it and remove every trace
	tests/cluster/down.sh

.PHONY: cluster-verify
cluster-verify: ## Check that the running one does what tests rely on
	tests/cluster/verify.sh
