##@ Snapshots

.PHONY: bench-snapshots
bench-snapshots: install ## Snapshots against cp, rsync and restic on a synthetic datadir: make bench-snapshots SIZE_GB=4
	@$(RUN) yarn tsx bench/snapshots/run.ts

.PHONY: test-faults
test-faults: install ## Snapshots under 200 kills, with every object damaged in turn and full disks (minutes; full disks need root)
	@$(RUN) yarn tsx packages/snapshots/scripts/faults.ts

