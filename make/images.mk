##@ Images

PROGRAM ?= node-health
IMAGE ?= $(PROGRAM):0.1.0

.PHONY: image
image: ## Build an image with Docker: make image PROGRAM=node-health|snapshot-builder|delta-sync IMAGE=registry.example.com/delta-sync:0.1.0
	docker build --file docker/$(PROGRAM)/Dockerfile --tag $(IMAGE) .
