##@ Snapshots

.PHONY: bench-snapshots
bench-snapshots: install versitygw ## Snapshots against cp, rsync and restic on a synthetic datadir; into a bucket against restic: make bench-snapshots SIZE_GB=4 STORE=s3
	@$(RUN) yarn tsx bench/snapshots/run.ts

.PHONY: bench-snapshots-scale
bench-snapshots-scale: install ## Time and memory of snapshots as datadirs grow, with (sparse) ones of up to 200 GB: make bench-snapshots-scale SIZES_GB=25,50
	@$(RUN) yarn tsx bench/snapshots/scale.ts

.PHONY: test-azure
test-azure: install ## Snapshots in Azurite, the emulator of Azure Blob Storage, which npm fetches: with a key, and with tokens that expire meanwhile
	@$(RUN) yarn tsx packages/snapshots/scripts/azurite.ts

.PHONY: test-faults
test-faults: install ## Snapshots under 200 kills, with every object damaged in turn and full disks (minutes; full disks need root)
	@$(RUN) yarn tsx packages/snapshots/scripts/faults.ts

