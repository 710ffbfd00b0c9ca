/* An interpreter of byte code with a stack; the program finds the longest chain of Collatz's sequences. */
#include "kernel.h"

enum operation {
    OP_HALT, OP_PUSH, OP_LOAD, OP_STORE, OP_ADD, OP_SUB, OP_MUL, OP_AND, OP_SHIFT, OP_LESS, OP_EQUAL, OP_JUMP,
    OP_IF_NOT, OP_DUP,
};

enum variable { VAR_N, VAR_X, VAR_STEPS, VAR_BEST, VAR_SUM, VAR_LIMIT };

#define WORDS 32

static const unsigned char program[] = {
    /*  0 */ OP_LOAD, VAR_N, OP_STORE, VAR_X, OP_PUSH, 0, OP_STORE, VAR_STEPS,
    /*  8 */ OP_LOAD, VAR_X, OP_PUSH, 1, OP_EQUAL, OP_IF_NOT, 18, OP_JUMP, 51, OP_HALT,
    /* 18 */ OP_LOAD, VAR_X, OP_DUP, OP_PUSH, 1, OP_AND, OP_IF_NOT, 34,
    /* 26 */ OP_PUSH, 3, OP_MUL, OP_PUSH, 1, OP_ADD, OP_JUMP, 37,
    /* 34 */ OP_PUSH, 1, OP_SHIFT,
    /* 37 */ OP_STORE, VAR_X, OP_LOAD, VAR_STEPS, OP_PUSH, 1, OP_ADD, OP_DUP, OP_STORE, VAR_STEPS, OP_STORE, VAR_SUM,
    /* 49 */ OP_JUMP, 8,
    /* 51 */ OP_LOAD, VAR_BEST, OP_LOAD, VAR_STEPS, OP_LESS, OP_IF_NOT, 62, OP_LOAD, VAR_STEPS, OP_STORE, VAR_BEST,
    /* 62 */ OP_LOAD, VAR_N, OP_PUSH, 1, OP_ADD, OP_DUP, OP_STORE, VAR_N,
    /* 70 */ OP_LOAD, VAR_LIMIT, OP_SUB, OP_IF_NOT, 77, OP_JUMP, 0,
    /* 77 */ OP_HALT,
};

static int interpret(const unsigned char *code, int *variables)
{
    int stack[WORDS], *top = stack;
    for (const unsigned char *next = code;;) {
        switch ((enum operation)*next++) {
        case OP_HALT:
            return variables[VAR_BEST];
        case OP_PUSH:
            *top++ = *next++;
            break;
        case OP_LOAD:
            *top++ = variables[*next++];
            break;
        case OP_STORE:
            variables[*next++] = *--top;
            break;
        case OP_ADD:
            top--;
            top[-1] += top[0];
            break;
        case OP_SUB:
            top--;
            top[-1] -= top[0];
            break;
        case OP_MUL:
            top--;
            top[-1] *= top[0];
            break;
        case OP_AND:
            top--;
            top[-1] &= top[0];
            break;
        case OP_SHIFT:
            top--;
            top[-1] >>= top[0];
            break;
        case OP_LESS:
            top--;
            top[-1] = top[-1] < top[0];
            break;
        case OP_EQUAL:
            top--;
            top[-1] = top[-1] == top[0];
            break;
        case OP_JUMP:
            next = code + *next;
            break;
        case OP_IF_NOT:
            next = *--top ? next + 1 : code + *next;
            break;
        case OP_DUP:
            *top = top[-1];
            top++;
            break;
        }
    }
}

unsigned kernel(unsigned size, unsigned seed)
{
    int variables[WORDS] = {0};
    variables[VAR_N] = (int)(seed % 1000) + 1;
    variables[VAR_LIMIT] = variables[VAR_N] + (int)size;
    return (unsigned)interpret(program, variables) * 31 + (unsigned)variables[VAR_SUM];
}
