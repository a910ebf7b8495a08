##@ Upgrade (NODE=name; docs/operations.md)

ONE := --environment="$$ENV" --node="$$NODE" $${TIMEOUT:+--timeout="$$TIMEOUT"}

.PHONY: history
history: helm ## The revisions of a node's release, for make rollback
	@$(call need,NODE,name)scripts/operate/history.sh --environment="$$ENV" --node="$$NODE"

.PHONY: rollback
rollback: helm ## Take a node back: make rollback NODE=geth-0 [REVISION=3] [SNAPSHOT=1] [TIMEOUT=seconds] [FORCE=1] [DRY_RUN=1]
	@$(call need,NODE,name)scripts/operate/rollback.sh $(ONE) $${REVISION:+--revision="$$REVISION"} $${SNAPSHOT:+--snapshot} $${FORCE:+--force} $${DRY_RUN:+--dry-run}

.PHONY: await
await: ## Wait until a node is in sync: make await NODE=geth-0 [TIMEOUT=seconds]
	@$(call need,NODE,name)scripts/operate/await.sh $(ONE)

.PHONY: grow
grow: helm helmfile ## Enlarge a node's volumes to what its file says: make grow NODE=geth-0 SIZE=2Ti [VOLUME=consensus] [DRY_RUN=1]
	@$(call need,NODE,name)scripts/operate/grow.sh $(ONE) $${SIZE:+--size="$$SIZE"} $${VOLUME:+--layer="$$VOLUME"} $${DRY_RUN:+--dry-run}

.PHONY: swap-client
swap-client: helm helmfile ## Start a node with the clients of its file, and keep the old client's volume: make swap-client NODE=geth-0 [DRY_RUN=1]
	@$(call need,NODE,name)scripts/operate/swap-client.sh $(ONE) $${FORCE:+--force} $${DRY_RUN:+--dry-run}
