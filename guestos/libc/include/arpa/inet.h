/* POSIX: the network's byte order (most significant first). */
#ifndef _ARPA_INET_H
#define _ARPA_INET_H

#include <stdint.h>

uint32_t htonl(uint32_t host);
uint16_t htons(uint16_t host);
uint32_t ntohl(uint32_t network);
uint16_t ntohs(uint16_t network);

#endif
