package=expat
build() {
    cd expat 2>/dev/null || true
    cat >expat_config.h <<'H'
#define BYTEORDER 1234
#define HAVE_MEMMOVE 1
#define XML_CONTEXT_BYTES 1024
#define XML_DTD 1
#define XML_NS 1
#define XML_POOR_ENTROPY 1
H
    $CC $CFLAGS -I. -Ilib -DHAVE_EXPAT_CONFIG_H -o "$out/xmlwf" lib/xmlparse.c lib/xmlrole.c lib/xmltok.c xmlwf/xmlwf.c xmlwf/xmlfile.c xmlwf/codepage.c xmlwf/readfilemap.c
    cp doc/*.xml doc/*.html "$out" 2>/dev/null || true
}
check='for f in *.html *.xml; do echo $f; xmlwf -c $f; done'
