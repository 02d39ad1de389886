#!/usr/bin/env bash
# Makes a service's database and its two roles on a Postgres of your own, or brings them up to date: <database>_owner
# migrates, <database>_app is the service. A database that was used before is handed to its owner, with all it holds.
# Usage, as a superuser (connection by PGHOST, PGPORT, PGUSER, PGPASSWORD): the passwords come from the environment.
#   DB_PASSWORD=… DB_MIGRATION_PASSWORD=… scripts/postgres-roles.sh order_db
set -euo pipefail
database=${1:?which database, for example order_db}
: "${DB_PASSWORD:?the password of ${database}_app}" "${DB_MIGRATION_PASSWORD:?the password of ${database}_owner}"
sql="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/platform/src/main/resources/db/roles"
run=(psql -X -q -v ON_ERROR_STOP=1 -v "database=$database" -o /dev/null)

# The passwords go as data, not as text of a statement, which the server shows to others and may log.
quoted() { printf '"%s"' "${1//\"/\"\"}"; }
PGDATABASE=postgres "${run[@]}" -f - <<SQL
SET client_min_messages = warning;
SELECT format('CREATE DATABASE %I', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec
CREATE TEMPORARY TABLE given (setting text, value text);
COPY given FROM STDIN WITH (FORMAT csv);
orderly.owner_password,$(quoted "$DB_MIGRATION_PASSWORD")
orderly.app_password,$(quoted "$DB_PASSWORD")
\\.
SELECT set_config('orderly.database', :'database', false);
SELECT set_config(setting, value, false) FROM given;
\\i '$sql/database.sql'
SQL
PGDATABASE="$database" "${run[@]}" -f "$sql/ownership.sql"
