#!/bin/sh
# Every relative link of the README and of docs/ leads to a file, and every page is linked from somewhere.
#   links.sh SOURCE_ROOT
set -u
cd "$1" || exit 2
failed=0
pages="README.md $(ls docs/*.md)"
for page in $pages; do
    folder=$(dirname "$page")
    for target in $(grep -o '](([^)]*)\|]([^)]*)' "$page" | sed 's/^](//; s/)$//; s/#.*//'); do
        case $target in
        http*:* | mailto:*) continue ;;
        esac
        if [ ! -e "$folder/$target" ]; then
            echo "$page: no such file: $target"
            failed=1
        fi
    done
done
for page in docs/*.md; do
    name=$(basename "$page")
    if ! grep -q "]($name\|](docs/$name" $pages; then
        echo "$page: no page links to it"
        failed=1
    fi
done
exit $failed
