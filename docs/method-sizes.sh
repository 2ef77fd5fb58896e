#!/bin/sh
# Prints how many code lines each method plugin has, without blanks, comments, imports and the package line; fails where
# the median is above 80 or one is above 200.
set -eu
cd "$(dirname "$0")/.."
grep -lE 'implements (.*, )?MethodFactory<' ee-methods-*/src/main/java/org/earlyexit/*/*.java |
    while read -r file; do
        lines=$(awk '
            /^[[:space:]]*\/\*/ { comment = 1 }
            !comment && !/^[[:space:]]*(\/\/.*)?$/ && !/^(import|package) / { count++ }
            /\*\// { comment = 0 }
            END { print count + 0 }' "$file")
        printf '%4d  %s\n' "$lines" "$(basename "$file" .java)"
    done | sort -n | awk '
        { print; size[NR] = $1 }
        END {
            if (NR == 0) { print "no method plugin was found"; exit 1 }
            median = NR % 2 ? size[(NR + 1) / 2] : (size[NR / 2] + size[NR / 2 + 1]) / 2
            printf "%d methods, median %s lines, largest %d\n", NR, median, size[NR]
            exit median > 80 || size[NR] > 200
        }'
