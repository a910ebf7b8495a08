##@ Upgrade (NODE=name; docs/operations.md)

ONE := --environment="$$ENV" --node="$$NODE" $${TIMEOUT:+--timeout="$$TIMEOUT"}

.PHONY: history
history: helm ## Revisions of a node's release, for make rollback
	@$(call need,NODE,name)scripts/operate/history.sh --environment="$$ENV" --node="$$NODE"

.PHONY: rollback
rollback: helm ## Roll a node back: make rollback NODE=geth-0 [REVISION=3] [SNAPSHOT=1] [TIMEOUT=seconds] [FORCE=1] [DRY_RUN=1]
	@$(call need,NODE,name)scripts/operate/rollback.sh $(ONE) $${REVISION:+--revision="$$REVISION"} $${SNAPSHOT:+--snapshot} $${FORCE:+--force} $${DRY_RUN:+--dry-run}

.PHONY: wait
wait: ## Wait until a node is in sync: make wait NODE=geth-0 [TIMEOUT=seconds]
	@$(call need,NODE,name)scripts/operate/wait.sh $(ONE)

.PHONY: expand-volume
expand-volume: helm helmfile ## Expand the volumes of a node to the size in its environment: make expand-volume NODE=geth-0 SIZE=2Ti [VOLUME=consensus] [DRY_RUN=1]
	@$(call need,NODE,name)scripts/operate/expand-volume.sh $(ONE) $${SIZE:+--size="$$SIZE"} $${VOLUME:+--layer="$$VOLUME"} $${DRY_RUN:+--dry-run}

.PHONY: replace-client
replace-client: helm helmfile ## Replace the clients of a node by those of its environment, and keep the former client's volume: make replace-client NODE=geth-0 [DRY_RUN=1]
	@$(call need,NODE,name)scripts/operate/replace-client.sh $(ONE) $${FORCE:+--force} $${DRY_RUN:+--dry-run}

$(call deprecated_target,await,wait)
$(call deprecated_target,grow,expand-volume)
$(call deprecated_target,swap-client,replace-client)
