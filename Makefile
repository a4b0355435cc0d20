# Stockroom. `make` alone lists what there is.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

installed := node_modules/.package-lock.json
sdk := client-sdk/dist/.built
sdk_sources := $(shell find client-sdk/src -name '*.ts' 2>/dev/null) $(wildcard client-sdk/tsconfig*.json)

# npm writes this file last, so it dates the installation.
$(installed): package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(sdk): $(installed) $(sdk_sources)
	@npm run --silent build -w client-sdk
	@touch $@

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: install
install: $(installed) ## Install what is missing

.PHONY: start
start: $(sdk) ## Start the API on the embedded database, with demo data (PORT, HOST)
	@STOCKROOM_DEMO=1 exec node server/main.ts

.PHONY: test
test: $(sdk) ## Run everything: lint, types, freshness, unit, HTTP and house tests
	@exec npm test --silent

.PHONY: test-packages
test-packages: $(sdk) ## Run the packed SDK under every Node, bundler, browser and compiler that partners use
	@exec node test/client-sdk/packages/run.ts

.PHONY: check
check: $(sdk) ## Run what a commit must pass: lint, types, freshness, house tests
	@exec npm test --silent -- --quick

.PHONY: fuzz
fuzz: $(installed) ## Send requests from the contract to a server for a while (SEED=1, FOR=60)
	@exec node test/chaos/fuzz.ts --seed $(or $(SEED),1) --seconds $(or $(FOR),60)

.PHONY: outages
outages: $(installed) ## Live through a day of outages with 200 clients of the SDK, 4 minutes (CLIENTS=200)
	@node --conditions=stockroom-source test/chaos/outages.ts --clients $(or $(CLIENTS),200)

.PHONY: audit
audit: $(installed) ## Ask for known weaknesses of the locked packages; says so where the registry is silent
	@exec node test/supply-chain/audit.ts

.PHONY: secrets
secrets: $(installed) ## Look for secrets in all that git keeps, the history included
	@exec node test/supply-chain/scan.ts

.PHONY: generate
generate: $(installed) ## Regenerate what the contract's changes make stale
	@node scripts/contract.js generate
	@node scripts/contract.js explain --markdown > docs/changes.md

.PHONY: check-generated
check-generated: $(installed) ## Fail when generated code is not what the contract yields
	@exec node scripts/contract.js generate --check

.PHONY: watch
watch: $(installed) ## Lint, regenerate and type-check at each edit of the contract
	@exec node scripts/contract.js watch

.PHONY: diff
diff: $(installed) ## Compare the contract with its last release (BASE=…, REVISION=…)
	@exec node scripts/contract.js diff $(BASE) $(REVISION)

.PHONY: lint
lint: $(installed) ## Lint the contract and the code
	@node scripts/contract.js lint
	@npm run --silent lint

.PHONY: format
format: $(installed) ## Format the code
	@npm run --silent format

.PHONY: sdk
sdk: $(sdk) ## Build the SDK into client-sdk/dist

.PHONY: clean
clean: ## Remove what was built and the embedded database
	rm -rf client-sdk/dist .stockroom node_modules/.cache
