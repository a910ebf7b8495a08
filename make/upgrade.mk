##@ Upgrade (NODE=name; docs/operations.md)

ONE = --environment=$(ENV) --node=$(or $(NODE),$(error NODE=name is missing))
SECONDS_GIVEN = $(if $(TIMEOUT),--timeout=$(TIMEOUT))

.PHONY: history
history: helm ## The revisions of a node's release, for make rollback
	@helm $(if $(KUBE_CONTEXT),--kube-context='$(KUBE_CONTEXT)') -n $(NAMESPACE) history $(or $(NODE),$(error NODE=name is missing))

.PHONY: rollback
rollback: helm ## Take a node back: make rollback NODE=geth-0 [REVISION=3] [SNAPSHOT=1] [TIMEOUT=seconds] [FORCE=1] [DRY_RUN=1]
	@scripts/operate/rollback.sh $(ONE) $(SECONDS_GIVEN) $(if $(REVISION),--revision=$(REVISION)) $(if $(SNAPSHOT),--snapshot) $(if $(FORCE),--force) $(if $(DRY_RUN),--dry-run)

.PHONY: await
await: ## Wait until a node is in sync: make await NODE=geth-0 [TIMEOUT=seconds]
	@scripts/operate/await.sh $(ONE) $(SECONDS_GIVEN)

.PHONY: grow
grow: helm helmfile ## Enlarge a node's volumes to what its file says: make grow NODE=geth-0 SIZE=2Ti [VOLUME=consensus] [DRY_RUN=1]
	@scripts/operate/grow.sh $(ONE) $(SECONDS_GIVEN) $(if $(SIZE),--size=$(SIZE)) $(if $(VOLUME),--layer=$(VOLUME)) $(if $(DRY_RUN),--dry-run)

.PHONY: swap-client
swap-client: helm helmfile ## Start a node with the clients of its file, and keep the old client's volume: make swap-client NODE=geth-0 [DRY_RUN=1]
	@scripts/operate/swap-client.sh $(ONE) $(SECONDS_GIVEN) $(if $(FORCE),--force) $(if $(DRY_RUN),--dry-run)
