/* Trace port: the kernel tells the emulator what only it knows, for panels, statistics and traces.
 *
 * A record is TRACE_RECORD_WORDS words in RAM: word 0 is the kind, the others are the kind's arguments, unused ones 0.
 * Writing its physical address (a multiple of 4) to TRACE_POST delivers it at once; the memory may be used again by
 * the next instruction.  A guest that posts behaves the same whether somebody listens or not.  Wrong addresses and
 * unknown kinds are ignored.  Texts (name) are bytes in memory order, zero-padded, not necessarily zero-terminated. */
#ifndef ISA_MACHINE_TRACE_H
#define ISA_MACHINE_TRACE_H

#define TRACE_POST 0x00 /* WO: physical address of a record */

#define TRACE_RECORD_WORDS 8
#define TRACE_KIND         0 /* index of the word that holds the kind */

/* A process exists, or has a new name (fork, exec, rename). */
#define TRACE_PROCESS            1
#define TRACE_PROCESS_PID        1
#define TRACE_PROCESS_PARENT     2
#define TRACE_PROCESS_NAME       3 /* words 3..6 */
#define TRACE_PROCESS_NAME_BYTES 16

/* A process is gone (after wait). */
#define TRACE_GONE     2
#define TRACE_GONE_PID 1

/* A process or thread has changed its state. */
#define TRACE_STATE        3
#define TRACE_STATE_PID    1
#define TRACE_STATE_THREAD 2 /* 0: its first thread */
#define TRACE_STATE_STATE  3 /* TRACE_RUNNABLE ... */
#define TRACE_STATE_REASON 4 /* of TRACE_SLEEPING: TRACE_WAIT_ */
#define TRACE_RUNNABLE     1
#define TRACE_RUNNING      2
#define TRACE_SLEEPING     3
#define TRACE_STOPPED      4
#define TRACE_ZOMBIE       5
#define TRACE_WAIT_OTHER   0
#define TRACE_WAIT_DISK    1
#define TRACE_WAIT_CONSOLE 2
#define TRACE_WAIT_CHILD   3
#define TRACE_WAIT_PIPE    4
#define TRACE_WAIT_QUEUE   5
#define TRACE_WAIT_LOCK    6
#define TRACE_WAIT_TIME    7
#define TRACE_WAIT_MEMORY  8
#define TRACE_WAIT_SIGNAL  9

/* This hart runs another thread from now on.  pid 0 is the idle loop. */
#define TRACE_SWITCH        4
#define TRACE_SWITCH_HART   1
#define TRACE_SWITCH_PID    2
#define TRACE_SWITCH_THREAD 3
#define TRACE_SWITCH_ASID   4

/* A page fault was decided: what the kernel did about it. */
#define TRACE_FAULT            5
#define TRACE_FAULT_PID        1
#define TRACE_FAULT_VA         2 /* the address that faulted */
#define TRACE_FAULT_KIND       3 /* FAULT_ZERO ... (orchard/sysinfo.h) */
#define TRACE_FAULT_CAUSE      4 /* CAUSE_ of the trap */
#define TRACE_FAULT_FRAME      5 /* frame that serves the page from now on (pa >> 12), 0 without */

/* Frames have a new owner. */
#define TRACE_FRAME       6
#define TRACE_FRAME_FIRST 1 /* number of the first frame (pa >> 12) */
#define TRACE_FRAME_COUNT 2 /* how many */
#define TRACE_FRAME_OWNER 3 /* FRAME_FREE ... (orchard/sysinfo.h) */
#define TRACE_FRAME_PID   4 /* the one process that it serves; 0 when there is none or several */
#define TRACE_FRAME_VA    5 /* page it serves, 0 when none or several */

/* A page goes to swap or comes back. */
#define TRACE_SWAP       7
#define TRACE_SWAP_PID   1
#define TRACE_SWAP_VA    2
#define TRACE_SWAP_SLOT  3
#define TRACE_SWAP_OUT   4 /* word 4: 1 out, 0 in */
#define TRACE_SWAP_FRAME 5

/* One process affects another: pipe, message queue, shared memory, semaphore, signal. */
#define TRACE_IPC           8
#define TRACE_IPC_KIND      1 /* TRACE_IPC_PIPE ... */
#define TRACE_IPC_PID       2 /* who acts */
#define TRACE_IPC_PEER      3 /* whom it concerns, 0 when not known */
#define TRACE_IPC_BYTES     4 /* bytes moved, or the signal's number */
#define TRACE_IPC_PIPE      1
#define TRACE_IPC_QUEUE     2
#define TRACE_IPC_SHARED    3
#define TRACE_IPC_SEMAPHORE 4
#define TRACE_IPC_SIGNAL    5

/* A remark with up to 24 characters. */
#define TRACE_NOTE            9
#define TRACE_NOTE_VALUE      1
#define TRACE_NOTE_TEXT       2 /* words 2..7 */
#define TRACE_NOTE_TEXT_BYTES 24

#define TRACE_KINDS 10

#endif
