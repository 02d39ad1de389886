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

PGDATABASE=postgres "${run[@]}" -f - <<SQL
SET client_min_messages = warning;
SELECT format('CREATE DATABASE %I', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec
\\getenv owner_password DB_MIGRATION_PASSWORD
\\getenv app_password DB_PASSWORD
SELECT set_config('orderly.database', :'database', false), set_config('orderly.owner_password', :'owner_password', false),
       set_config('orderly.app_password', :'app_password', false);
\\i $sql/database.sql
SQL
PGDATABASE="$database" "${run[@]}" -f "$sql/ownership.sql"
