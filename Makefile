# The seeds' words for what ./orderly and ./mvnw do.
.PHONY: up fresh smoke test verify format faults faults-short faults-test help

help: ## List these
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

up: ## Build and run everything in one JVM; Ctrl-C stops it
	./orderly up

fresh: ## The same with empty data, after asking
	./orderly up --fresh

smoke: ## Quick tests and the four order stories against the running stack
	./orderly smoke

test: ## Every test; one module's: make test module=payments
	./mvnw -B verify $(if $(module),-pl $(module) -am,)

verify: ## Every check and every test
	./mvnw -B verify

format: ## Format the sources
	./mvnw -B -q spotless:apply

faults-short: ## Every process killed under load, and an audit; about five minutes on two quiet cores
	scripts/faults.sh --form brief --seed $(or $(seed),1)

faults: ## Over seventy faults of sixteen kinds, 20 000 orders and more; long, and not passed yet: docs/operations/faults.md
	scripts/faults.sh --form full --seed $(or $(seed),1) --rate $(or $(rate),4)

faults-test: ## The faults' own tests: replicas, crash points, planted bugs; long
	./mvnw -B -Dquick -Pfaults -pl faults -am package -Dtest='shop.orderly.faults.**' -Dsurefire.failIfNoSpecifiedTests=false
