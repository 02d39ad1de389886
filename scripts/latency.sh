#!/usr/bin/env bash
# Orders one after another on a running stack, from POST to CONFIRMED: p50, p90, p99. Usage: scripts/latency.sh [orders]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec ./orderly bench orders --count "${1:-500}"
