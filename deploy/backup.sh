#!/bin/sh
# A copy of the database and its captures, safe while a run is writing: backup.sh DATABASE FOLDER [DAYS]
# Keeps one copy of the database a day, for DAYS days (default 30); captures are files that never change and are added.
set -eu
db=${1:?which database?}
to=${2:?which folder?}
days=${3:-30}
[ -f "$db" ] || { echo "$db: there is no such database" >&2; exit 2; }
mkdir -p "$to/captures"

# .backup takes a consistent copy of a database in use; cp would not.
copy="$to/$(basename "$db" .db)-$(date -u +%Y%m%d).db"
sqlite3 "$db" ".timeout 60000" ".backup '$copy.part'"
[ "$(sqlite3 "$copy.part" 'PRAGMA integrity_check')" = ok ] || { echo "$copy.part: is damaged" >&2; exit 1; }
mv "$copy.part" "$copy"

# After the database, so that whatever it cites is there. Captures that were pruned since stay in the copy.
captures="${db%.db}.captures"
[ ! -d "$captures" ] || cp -Rpu "$captures/." "$to/captures/"

find "$to" -maxdepth 1 -name '*.db' -mtime +"$days" -exec rm -f {} +
echo "$copy: $(wc -c < "$copy") bytes; captures: $(ls "$to/captures" | wc -l) files"
