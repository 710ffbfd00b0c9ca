#include <arpa/inet.h>

uint32_t htonl(uint32_t host)
{
    return host << 24 | (host & 0xff00) << 8 | (host >> 8 & 0xff00) | host >> 24;
}

uint16_t htons(uint16_t host)
{
    return (uint16_t)(host << 8 | host >> 8);
}

uint32_t ntohl(uint32_t network)
{
    return htonl(network);
}

uint16_t ntohs(uint16_t network)
{
    return htons(network);
}
