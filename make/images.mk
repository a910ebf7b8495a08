##@ Images

ONLY_IMAGE := $${NAME:+--only "$$NAME"}
TO_REGISTRY := $${REGISTRY:+--registry "$$REGISTRY"}

.PHONY: images
images: helmfile ## Build every image of docker/ that has changed, side by side, or one: make images NAME=geth
	@scripts/build-images.sh $(ONLY_IMAGE)

.PHONY: images-push
images-push: helmfile ## Build and push them: make images-push REGISTRY=registry.example.com/ethereum (else the local registry)
	@scripts/build-images.sh --push $(TO_REGISTRY) $(ONLY_IMAGE)

.PHONY: images-list
images-list: helmfile ## List the images that would be built, and their bases
	@scripts/build-images.sh --dry-run $(TO_REGISTRY) $(ONLY_IMAGE)

.PHONY: image
image: ## Build one by any name: make image PROGRAM=node-health|snapshot-builder|delta-sync IMAGE=registry.example.com/delta-sync:0.1.0
	@program=$${PROGRAM:-node-health} && set -x && docker build --file "docker/$$program/Dockerfile" --tag "$${IMAGE:-$$program:0.1.0}" .

.PHONY: check-docker
check-docker: checkov ## Dockerfiles: users, health checks, and further rules of checkov
	@# CKV_DOCKER_7 takes FROM $${NAME} for one without a tag: scripts/build-images.bats reads the arguments instead.
	@checkov --framework dockerfile --directory docker --quiet --compact --skip-download --skip-check CKV_DOCKER_7

.PHONY: test-images
test-images: install geth ## Every image built on bases that are made here, and run as user nobody on a read-only root (Linux, root)
	@tests/images/run
