#!/usr/bin/env bash
# Logins one after another on a running stack, Argon2id included: p50, p90, p99. Usage: scripts/logins.sh [logins]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec ./orderly bench logins --count "${1:-500}"
