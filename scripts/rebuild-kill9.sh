#!/usr/bin/env bash
# A rebuild of the product view from a long history is shot with kill -9 half way, and the stack is started again: the
# rebuild has to go on where it was, to be found equal to a second fold of all events, and to be done.
# Usage: scripts/rebuild-kill9.sh [events]   (default 200000; its own data and ports)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
events=${1:-200000}
work=$(mktemp -d)
export ORDERLY_HOME="$work/data" ORDERLY_PORT_OFFSET="${ORDERLY_PORT_OFFSET:-22000}"
# Slow enough to be shot half way; and every row is compared.
export ORDERLY_JAVA_OPTIONS="-Dorderly.processing.rebuild.batch-size=10 -Dorderly.processing.rebuild.threads=1
  -Dorderly.processing.rebuild.verify-events=$((2 * events))"

fail() {
  echo "$1; the data is kept in $work"
  kill -TERM "$stack" 2>/dev/null || true
  wait "$stack" || true
  exit 1
}

up() {
  ./orderly up >"$work/up.txt" 2>&1 &
  stack=$!
  for _ in $(seq 900); do
    grep -q '^Orderly is ready' "$work/up.txt" && return
    kill -0 "$stack" 2>/dev/null || break
    sleep 1
  done
  cat "$work/up.txt"
  fail "the stack did not start"
}

view() { ./orderly projections --json --service product-query | tr -d ' \n' | grep -o '"name":"product-view".*'; }
rebuild() { view | grep -o '"rebuild":{[^}]*' || true; } # as it is under way, or nothing
field() { sed -n "s/.*[{,]\"$1\":\"\{0,1\}\([^,\"]*\).*/\1/p"; }

up
echo "Appending $events events to product-query's log …"
./orderly bench history --count "$events"
until view | grep -q '^[^{]*"lag_events":0,'; do sleep 2; done

id=$(./orderly replay product-view --detach --json | tr -d ' \n' | field id)
for _ in $(seq 600); do
  seen=$(rebuild)
  before=$(field position <<<"$seen")
  [ "${before:-0}" -ge $((events / 2)) ] && break
  sleep 0.5
done
[ "$(field state <<<"$seen")" = building ] || fail "there was nothing to shoot: $seen"
kill -9 "$(sed 's/(process \([0-9]*\),.*/\1/' "$work/data/owner")"
echo "Shot while $(field state <<<"$seen"), at $before of $(field head <<<"$seen")."
wait "$stack" 2>/dev/null || true

restarted=$SECONDS
up
# What the service said when it took the rebuild up, each time.
mapfile -t from < <(sed -n "s/.*Works on the rebuild $id of product-view from position \([0-9]*\) on.*/\1/p" \
  "$work/data/logs/orderly.log")
echo "Up again after $((SECONDS - restarted)) s: the rebuild was taken up at ${from[0]:-nothing} and then at ${from[1]:-nothing}."
[ "${#from[@]}" -eq 2 ] && [ "${from[0]}" -eq 0 ] || fail "it was not taken up twice"
[ "${from[1]}" -ge "$before" ] || fail "it began again"

./orderly replay product-view --follow --json >"$work/rebuild.json" || fail "it ended badly: $(cat "$work/rebuild.json")"
ended=$(tr -d ' \n' <"$work/rebuild.json")
[ "$(field id <<<"$ended")" = "$id" ] && grep -q '"state":"done"' <<<"$ended" || fail "it is not done: $ended"
grep -q '"whole":true' <<<"$ended" || fail "not everything was compared: $ended"
! grep -q '"differing":\["' <<<"$ended" || fail "the rows differ: $ended"
echo "Done $((SECONDS - restarted)) s after the shot; compared and equal:"
grep -o '{[^{}]*"table":[^{}]*}' <<<"$ended" | tr -d '{}"' | sed 's/^/  /'

kill -TERM "$stack"
wait "$stack"
rm -rf "$work"
