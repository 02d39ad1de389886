#!/usr/bin/env bash
# Faults put into the shop while it sells, each service a process of its own. Builds what is not built.
# Usage: scripts/faults.sh [--form brief|kinds|full] [--seed n] [--rate n]; reports go to faults/results.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
classpath=faults/target/classpath

if [ ! -s "$classpath" ] || [ -n "$(find pom.xml ./*/pom.xml ./*/src/main -newer "$classpath" -print -quit)" ]; then
  ./mvnw -B -q -Dquick -DskipTests -Pfaults package
  touch "$classpath"
fi

java=""
for candidate in "${JAVA_HOME:-/nonexistent}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
  if [ -x "$candidate" ] && "$candidate" --version 2>/dev/null | grep -qE '^(openjdk|java) (2[1-9]|[3-9][0-9])'; then
    java=$candidate
    break
  fi
done
[ -n "$java" ] || { echo "No JDK 21 or newer found: point JAVA_HOME at one." >&2; exit 1; }

exec "$java" -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Ddisable-axoniq-console-message=true \
  -cp "faults/target/classes:$(cat "$classpath")" shop.orderly.faults.FaultsCommand "$@"
