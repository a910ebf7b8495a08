##@ Test cluster

.PHONY: cluster-build
cluster-build: ## Build the test cluster's Kubernetes from its Go modules (20 minutes cold, kept in ~/.cache/nodeyard)
	tests/cluster/build-once.sh

.PHONY: cluster-up
cluster-up: cluster-build ## Start it (Linux, root; stops by itself after two hours)
	tests/cluster/up.sh

.PHONY: cluster-down
cluster-down: ## Stop it and remove every trace
	tests/cluster/down.sh

.PHONY: cluster-verify
cluster-verify: ## Check that the running one does what tests rely on
	tests/cluster/verify.sh

.PHONY: local-k8s
local-k8s: ## A Kubernetes on this machine to try the platform on: make local-k8s PROVIDER=kind|k3d|docker-desktop|test-cluster
	@scripts/setup-local-k8s.sh $${PROVIDER:+--provider "$$PROVIDER"}

.PHONY: local-k8s-down
local-k8s-down: ## Remove it, with everything in it
	@scripts/confirm.sh --always local "Remove the local Kubernetes"
	@scripts/setup-local-k8s.sh --delete $${PROVIDER:+--provider "$$PROVIDER"}
