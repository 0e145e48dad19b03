#!/usr/bin/env bash
# Counts the instructions of benches/count.rs with callgrind and holds them against benches/record/instructions.txt:
# each line there is a function and the most it may take. `bash benches/count.sh --record` writes 10 % above what it counts.
set -euo pipefail
cd "$(dirname "$0")/.."
record=benches/record/instructions.txt
command -v valgrind >/dev/null || { echo "MISSING valgrind: instruction counts NOT COVERED" >&2; exit 0; }
binary=$(cargo bench --quiet --bench count --no-default-features --no-run --message-format=json |
    sed -n 's/.*"executable":"\([^"]*count-[^"]*\)".*/\1/p' | tail -1)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
failed=0
new=
for name in counted_pairs counted_top counted_compile; do
    valgrind --tool=callgrind --collect-atstart=no --toggle-collect="*$name*" \
        --callgrind-out-file="$out/$name" "$binary" >"$out/log" 2>&1 || { cat "$out/log"; exit 1; }
    count=$(sed -n 's/^\(totals\|summary\): \([0-9]*\).*/\2/p' "$out/$name" | tail -1)
    ceiling=$(sed -n "s/^$name //p" "$record" 2>/dev/null || true)
    echo "$name: $count instructions, ceiling ${ceiling:-none}"
    new+="$name $((count + count / 10))"$'\n'
    if [ -n "$ceiling" ] && [ "$count" -gt "$ceiling" ]; then
        echo "$name takes more than its recorded ceiling" >&2
        failed=1
    fi
done
if [ "${1:-}" = --record ]; then printf '%s' "$new" >"$record"; exit 0; fi
exit $failed
