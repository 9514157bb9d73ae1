/* measure.c -- run a program, tell what it took
 *
 *     measure COMMAND [ARGUMENT...]
 *
 * Writes one line on file descriptor 3: wall seconds, processor seconds, peak memory in
 * KiB. Answers the status of the command.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(const struct timeval *t)
{
    return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    struct timespec begin;
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    pid_t child = fork();
    if (child < 0)
        return 2;
    if (child == 0) {
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child)
        return 2;
    clock_gettime(CLOCK_MONOTONIC, &end);
    struct rusage use;
    if (getrusage(RUSAGE_CHILDREN, &use) != 0)
        return 2;
    double wall =
        (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
    dprintf(3, "%.4f %.4f %ld\n", wall, seconds(&use.ru_utime) + seconds(&use.ru_stime),
            use.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
