##@ Test cluster

.PHONY: cluster-build
cluster-build: ## Build the test cluster's Kubernetes from its Go modules (20 minutes cold, kept in ~/.cache/nodeyard)
	tests/cluster/build-once.sh

.PHONY: cluster-up
cluster-up: cluster-build ## Start the test cluster (Linux, root; stops by itself after two hours)
	tests/cluster/up.sh

.PHONY: cluster-down
cluster-down: ## Stop the test cluster and remove all its state
	tests/cluster/down.sh

.PHONY: cluster-verify
cluster-verify: ## Check the features of the running test cluster that tests rely on
	tests/cluster/verify.sh

.PHONY: local-k8s
local-k8s: ## Start a local Kubernetes for the platform: make local-k8s PROVIDER=kind|k3d|docker-desktop|test-cluster
	@scripts/setup-local-k8s.sh $${PROVIDER:+--provider "$$PROVIDER"}

.PHONY: local-k8s-down
local-k8s-down: ## Delete the local Kubernetes and everything in it
	@scripts/confirm.sh --always local "Remove the local Kubernetes"
	@scripts/setup-local-k8s.sh --delete $${PROVIDER:+--provider "$$PROVIDER"}
