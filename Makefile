# Every target brings what it needs: Node, Yarn, packages, builds.
with := @./toolchain/with

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
