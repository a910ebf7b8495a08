##@ Images

IMAGE ?= node-health:0.1.0

.PHONY: image
image: ## Build the sidecar's image with Docker: make image IMAGE=registry.example.com/node-health:0.1.0
	docker build --file docker/node-health/Dockerfile --tag $(IMAGE) .
