#!/usr/bin/env bash
# Orders flow in, the whole stack is shot with kill -9 in the middle, and started again: every accepted order has to come
# to rest, and stock and money have to balance. Usage: scripts/kill9.sh [orders]   (default 100; its own data and ports)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
orders=${1:-100}
work=$(mktemp -d)
export ORDERLY_HOME="$work/data" ORDERLY_PORT_OFFSET="${ORDERLY_PORT_OFFSET:-21000}"

up() {
  ./orderly up >"$work/up.txt" 2>&1 &
  stack=$!
  for _ in $(seq 180); do
    grep -q '^Orderly is ready' "$work/up.txt" && return
    kill -0 "$stack" 2>/dev/null || break
    sleep 1
  done
  cat "$work/up.txt"
  echo "the stack did not start; its data is kept in $work"
  exit 1
}

up
./orderly bench flood --count "$orders" --out "$work/accepted" &
flood=$!
while [ "$(cat "$work/accepted" 2>/dev/null | wc -l)" -lt $((orders / 2)) ] && kill -0 "$flood" 2>/dev/null; do sleep 0.02; done
kill -9 "$(sed 's/(process \([0-9]*\),.*/\1/' "$work/data/owner")"
echo "shot after $(wc -l <"$work/accepted") accepted orders"
wait "$flood" || true
wait "$stack" 2>/dev/null || true

up
status=0
./orderly audit --accepted "$work/accepted" --wait 120 || status=$?
kill -TERM "$stack"
wait "$stack" || status=$?
[ "$status" -eq 0 ] && rm -rf "$work" || echo "failed ($status); data and logs are kept in $work"
exit "$status"
