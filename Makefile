# The seeds' words for what ./orderly and ./mvnw do.
.PHONY: up fresh smoke test verify format help

help: ## List these
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

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
