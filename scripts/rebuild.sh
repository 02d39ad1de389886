#!/usr/bin/env bash
# Rebuilds the product view from a long history on a stack of its own, while products are read at a fixed rate.
# Usage: scripts/rebuild.sh [events] [reads a second]; prints both, idle and during the rebuild.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
events=${1:-1000000} rate=${2:-50}
home=$(mktemp -d)
export ORDERLY_HOME="$home" ORDERLY_PORT_OFFSET="${ORDERLY_PORT_OFFSET:-21000}"
./orderly up --fresh --yes >"$home/up.txt" 2>&1 &
stack=$!
finish() {
  kill -TERM "$stack" 2>/dev/null || true
  wait "$stack" || true
  rm -rf "$home"
}
trap finish EXIT
until grep -q '^Orderly is ready' "$home/up.txt"; do
  kill -0 "$stack" 2>/dev/null || { cat "$home/up.txt"; exit 1; }
  sleep 1
done

echo "Appending $events events to product-query's log …"
./orderly bench history --count "$events"
started=$SECONDS
until ./orderly projections --json --service product-query |
  tr -d ' \n' | grep -q '"name":"product-view"[^}]*"lag_events":0'; do sleep 2; done
echo "The live view took them in within $((SECONDS - started)) s."

./orderly bench reads --rate "$rate" --seconds 20 >/dev/null # warm-up
echo "Idle:    $(./orderly bench reads --rate "$rate" --seconds 30)"
started=$SECONDS
./orderly replay product-view >"$home/replay.txt" &
replay=$!
echo "Rebuild: $(./orderly bench reads --rate "$rate" --seconds 30)"
wait "$replay"
echo "Rebuilt in $((SECONDS - started)) s: $(tail -1 "$home/replay.txt")"
