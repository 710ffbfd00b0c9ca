package=cjson
build() {
    $CC $CFLAGS -o "$out/cjson" cJSON.c test.c -lm
    for t in parse_array parse_number parse_string parse_object print_number print_string misc_tests readme_examples cjson_add compare_tests; do
        $CC $CFLAGS -I. -Itests -Itests/unity/src -Itests/unity/examples -o "$out/$t" tests/$t.c tests/unity/src/unity.c -lm $(grep -q '"../cJSON.c"\|common.h' tests/$t.c || echo cJSON.c)
    done
    cp -R tests/inputs "$out"
}
check='cjson; for t in parse_array parse_number parse_string parse_object print_number print_string misc_tests readme_examples cjson_add compare_tests; do $t; done'
