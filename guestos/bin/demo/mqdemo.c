/* A message queue: the child sends in one order, the parent receives by priority. */
#include <mqueue.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

#define QUEUE         "/mqdemo"
#define MESSAGE_BYTES 64

static const struct {
    const char *text;
    unsigned priority;
} letters[] = {{"water the trees", 1}, {"fire in the barn", 9}, {"pick the peaches", 5}, {"sweep the yard", 1}};
#define LETTERS (sizeof letters / sizeof letters[0])

int main(int argc, char **argv)
{
    struct mq_attr attributes = {.mq_maxmsg = 8, .mq_msgsize = MESSAGE_BYTES};
    unsigned priority, least = MQ_PRIO_MAX;
    char text[MESSAGE_BYTES];
    int status;

    tool_begin("mqdemo",
               "usage: mqdemo\nShows a message queue between two processes: the highest priority comes first.\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    mq_unlink(QUEUE);
    mqd_t queue = mq_open(QUEUE, O_CREAT | O_RDWR, 0600, &attributes);
    if (queue < 0) {
        tool_complain_errno(QUEUE);
        return tool_end();
    }
    pid_t pid = fork();
    if (pid == 0) {
        for (size_t i = 0; i < LETTERS; i++)
            if (mq_send(queue, letters[i].text, strlen(letters[i].text) + 1, letters[i].priority) != 0)
                _exit(1);
        _exit(0);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
        tool_complain("the sender failed");
    for (size_t i = 0; i < LETTERS; i++) {
        ssize_t n = mq_receive(queue, text, sizeof text, &priority);
        if (n < 0) {
            tool_complain_errno("receive");
            break;
        }
        printf("priority %u: %s\n", priority, text);
        if (priority > least)
            tool_complain("out of order");
        least = priority;
    }
    mq_close(queue);
    mq_unlink(QUEUE);
    return tool_end();
}
