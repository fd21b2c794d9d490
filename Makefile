# Every target brings what it needs: Node, Yarn, packages, builds.
with := @./toolchain/with
operations := ./packages/cli/bin/operations
portal := component:default/operations-portal

.DEFAULT_GOAL := help
.PHONY: help install run dev test unit e2e coverage types lint fix reports race bench demo-monitoring backup-workflows restore-test evidence clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: ## Fetch Node, Yarn and all packages
	$(with) node toolchain/install.mjs

run: ## Start the example portal on http://localhost:7007
	$(with) node toolchain/run.mjs

dev: ## Start the portal with hot reload on http://localhost:3000
	$(with) node toolchain/dev.mjs

test: ## Run all tests: unit on SQLite and PostgreSQL, then browser journeys
	$(with) node toolchain/test.mjs

unit: ## Run the unit tests only
	$(with) node toolchain/test.mjs unit

e2e: ## Run the browser journeys only
	$(with) node toolchain/test.mjs e2e

coverage: ## Run the unit tests and measure what they cover
	$(with) node toolchain/test.mjs unit coverage

types: install ## Check types
	$(with) yarn tsc --noEmit

lint: install ## Check style and formatting
	$(with) yarn backstage-cli repo lint
	$(with) yarn prettier --check .

fix: install ## Format, and fix what lint can fix
	$(with) yarn prettier --write --loglevel warn .
	$(with) yarn backstage-cli repo lint --fix

reports: install ## Renew the API, SQL and unused-code reports and docs/reference
	$(with) yarn reports

demo-monitoring: ## Break a watched service and see it in the tab: Prometheus, Alertmanager, MTTA, MTTR
	$(with) node toolchain/demoMonitoring.mjs

race: install ## Race sign-offs of four processes on PostgreSQL; ROUNDS=200 says how long
	$(with) env OPERATIONS_RACE_ROUNDS=$(or $(ROUNDS),200) yarn workspace @backstage-operations/e2e race

bench: install ## Measure reads, ingest and the fleet against a bare route in the same run
	$(with) yarn workspace @backstage-operations/bench bench

backup-workflows: install ## Back up the portal's own data into backups/, with a manifest
	$(with) node toolchain/workflowsDatabase.mjs
	$(with) $(operations) restore-proof backup \
	  app-config.yaml catalog-info.yaml examples/catalog plugins/operations-backend/scorecards \
	  --sqlite .data/db/operations.sqlite --newest ops_evidence.received_at \
	  --entity $(portal) --dataset workflows --location local --retention P30D

restore-test: install ## Restore that backup elsewhere, compare and count; prints Restore OK or why not
	$(with) $(operations) restore-proof test --newest ops_evidence.received_at

evidence: install ## Push what is known of this portal: backups, coverage, dependency audit
	$(with) node toolchain/evidence.mjs

clean: ## Remove builds, reports and the portal's data
	rm -rf .data backups coverage packages/*/dist dist-types
