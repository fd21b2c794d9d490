# Every target brings what it needs: Node, Yarn, packages, builds.
with := @./toolchain/with
operations := ./packages/cli/bin/operations
portal := component:default/operations-portal

.DEFAULT_GOAL := help
.PHONY: help install run dev test unit e2e bench types lint fix reports backup-workflows restore-test evidence seed clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: ## Fetch Node, Yarn and all packages
	$(with) node toolchain/install.mjs

run: ## Start the example portal on http://localhost:7007
	$(with) node toolchain/run.mjs

dev: ## Start the portal with hot reload on http://localhost:3000
	$(with) node toolchain/dev.mjs

backup-workflows: install ## Back up the portal's own data into backups/, with a manifest
	$(with) node toolchain/workflowsDatabase.mjs
	$(with) $(operations) restore-proof backup \
	  app-config.yaml catalog-info.yaml examples/catalog $(wildcard plugins/operations-backend/scorecards) \
	  --sqlite .data/db/operations.sqlite --newest ops_evidence.received_at \
	  --entity $(portal) --dataset workflows --location local --retention P30D

restore-test: install ## Restore that backup elsewhere, compare and count; prints Restore OK or why not
	$(with) $(operations) restore-proof test --newest ops_evidence.received_at
