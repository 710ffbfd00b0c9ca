package=mbedtls
build() {
    $CC $CFLAGS -Iinclude -Ilibrary -DMBEDTLS_CONFIG_FILE='<peach.h>' -I. -c /dev/null 2>/dev/null || true
    sed -e 's,^#define MBEDTLS_NET_C,//&,' -e 's,^#define MBEDTLS_TIMING_C,//&,' -e 's,^#define MBEDTLS_AESNI_C,//&,' -e 's,^#define MBEDTLS_PADLOCK_C,//&,' \
        -e 's,^#define MBEDTLS_HAVE_ASM,//&,' -e 's,^#define MBEDTLS_PSA_ITS_FILE_C,//&,' -e 's,^#define MBEDTLS_PSA_CRYPTO_STORAGE_C,//&,' -e 's,^#define MBEDTLS_PSA_CRYPTO_C,//&,' \
        -e 's,^#define MBEDTLS_THREADING_[CP].*,//&,' include/mbedtls/config.h >peach.h
    $CC $CFLAGS -Iinclude -Ilibrary -DMBEDTLS_CONFIG_FILE='<peach.h>' -I. -o "$out/selftest" library/*.c programs/test/selftest.c
}
check='selftest -x entropy -x timing'
