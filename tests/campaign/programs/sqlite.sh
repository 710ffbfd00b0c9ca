package=sqlite3
build() {
    [ -f sqlite3.c ] || { cp -R . ../made && cd ../made && ./configure -q CC=gcc >/dev/null && make -s sqlite3.c && cd ../source && cp ../made/sqlite3.[ch] . && rm -rf ../made; }
    cat >main.c <<'C'
#include <stdio.h>
#include "sqlite3.h"
static int row(void *unused, int count, char **values, char **names)
{
    (void)unused;
    for (int i = 0; i < count; i++)
        printf("%s%s=%s", i ? "|" : "", names[i], values[i] ? values[i] : "null");
    return putchar('\n') == EOF;
}
int main(int argc, char **argv)
{
    sqlite3 *db;
    char line[2000], *message = 0;
    if (argc < 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
        return 1;
    while (fgets(line, sizeof line, stdin))
        if (sqlite3_exec(db, line, row, 0, &message) != SQLITE_OK)
            printf("error: %s\n", message);
    return sqlite3_close(db);
}
C
    $CC $CFLAGS -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_WAL -DSQLITE_MAX_MMAP_SIZE=0 -o "$out/sql" main.c sqlite3.c -lm
    cat >"$out/t.sql" <<'SQL'
create table t(a integer primary key, b text, c real);
with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) insert into t select i, 'row ' || i, i / 7.0 from n;
create index tb on t(b);
select count(*), sum(a), avg(c), min(b), max(b) from t;
select a % 5 as k, count(*), total(c) from t group by k having k > 1 order by k desc;
update t set b = upper(b) where a between 10 and 20;
select b, hex(b), length(b) from t where b like 'ROW 1%' order by a limit 4;
delete from t where a > 1500; select changes(), count(*) from t;
select json_extract('{"a":[1,2,{"b":"c"}]}', '$.a[2].b'), printf('%08.3f', 3.14159), date(86400 * 365, 'unixepoch');
select a, row_number() over (order by c desc) from t limit 3;
begin; insert into t values(9999, 'x', 1); rollback; select count(*) from t where a = 9999;
select round(sqrt(2), 10), abs(-9223372036854775807), 1e300 * 1e10, substr('peach', 2, 3), nosuch('x');
pragma integrity_check;
explain query plan select * from t where b = 'x';
SQL
}
check='sql :memory: <t.sql
sql t.db <t.sql | wc -c
echo "select count(*) from t; pragma integrity_check;" | sql t.db'
