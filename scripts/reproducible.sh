#!/usr/bin/env bash
# Builds one commit twice, in two folders, and compares every jar byte by byte: scripts/reproducible.sh [commit]
set -euo pipefail
case "${1:-}" in -h | --help) sed -n '2s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
commit=$(git -C "$home" rev-parse --verify "${1:-HEAD}^{commit}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for copy in first second; do
  git clone -q "$home" "$work/$copy"
  git -C "$work/$copy" checkout -q "$commit"
  echo "Building $commit, the $copy time …"
  if ! (cd "$work/$copy" && ./mvnw -B -Dmaven.test.skip=true -Dspotbugs.skip=true -Dspotless.check.skip=true package) >"$work/$copy.log" 2>&1; then
    tail -30 "$work/$copy.log" >&2
    echo "The $copy build failed." >&2
    exit 2
  fi
  (cd "$work/$copy" && find . -path '*/target/*.jar' -not -path '*/target/classes/*' -print0 | sort -z | xargs -0 sha256sum) >"$work/$copy.sums"
done

count=$(wc -l <"$work/first.sums")
[ "$count" -gt 0 ] || { echo "No jar was built." >&2; exit 2; }
if ! diff "$work/first.sums" "$work/second.sums"; then
  echo "Two builds of $commit differ." >&2
  exit 1
fi
echo "$count jars, byte for byte the same in two builds of $commit."
