/* Plants one fault in the file system as a process sees it: a kill, a torn write, a loss of power,
 * a full disk or an I/O error at the n-th call that changes a file below a folder.
 *
 * It is preloaded, and does nothing until `faults_arm` is called. Calls are counted in memory that
 * forked processes share, so that the process which forked a child knows how far that came.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum fault { NONE, KILL, TEAR, POWER, FULL, IOERR, STOP };

static int armed;
static enum fault fault;
static char folder[PATH_MAX];
static size_t folder_length;
static long at;
static int said, heard; /* STOP: a byte is written before each call, and one is awaited */
static long *count;

#define REAL(type, name, ...) \
  static type (*real_##name)(__VA_ARGS__); \
  if (!real_##name) real_##name = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (count == MAP_FAILED) abort();
}

/* Plant a fault; call it in the process that is to meet it. */
void faults_arm(const char *below, int what, long number, int say, int hear) {
  folder_length = strlen(below);
  if (folder_length >= sizeof folder) abort();
  memcpy(folder, below, folder_length + 1);
  at = number;
  said = say;
  heard = hear;
  *count = 0;
  fault = what;
  armed = 1;
}

/* The number of calls since a process was armed last. */
long faults_count(void) { return *count; }

/* It is always the same time, so that what differs between two runs is what their faults left. */
int clock_gettime(clockid_t clock, struct timespec *now) {
  REAL(int, clock_gettime, clockid_t, struct timespec *);
  int result = real_clock_gettime(clock, now);
  if (armed && clock == CLOCK_REALTIME) *now = (struct timespec){1700000000, 0};
  return result;
}

static int is_below(const char *path) {
  return strncmp(path, folder, folder_length) == 0 && path[folder_length] == '/';
}

static int is_watched(int fd) {
  char link[32], path[PATH_MAX];
  if (!armed) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_below(path);
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* What a loss of power takes away: the bytes and sizes before each write that was not synced. */
struct undo {
  struct undo *before;
  dev_t device;
  ino_t inode;
  int fd; /* a copy that stays open, whatever becomes of the file's name */
  off_t offset, size;
  size_t length;
  char bytes[];
};
static struct undo *unsynced;

static void remember(int fd, off_t offset, size_t length) {
  struct stat now;
  if (fault != POWER || fstat(fd, &now)) return;
  struct undo *undo = malloc(sizeof *undo + length);
  if (!undo) abort();
  int copy = -1;
  for (struct undo *each = unsynced; each && copy < 0; each = each->before)
    if (each->inode == now.st_ino && each->device == now.st_dev) copy = each->fd;
  if (copy < 0) copy = dup(fd);
  ssize_t had = pread(fd, undo->bytes, length, offset);
  if (had < 0) { /* opened for writing only */
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int reader = open(link, O_RDONLY);
    had = reader < 0 ? -1 : pread(reader, undo->bytes, length, offset);
    if (reader >= 0) close(reader);
  }
  *undo = (struct undo){unsynced, now.st_dev, now.st_ino, copy, offset, now.st_size,
                        had < 0 ? 0 : (size_t)had};
  unsynced = undo;
}

static void forget(int fd) {
  struct stat now;
  if (fault != POWER || fstat(fd, &now)) return;
  for (struct undo **each = &unsynced; *each;) {
    struct undo *found = *each;
    if (found->inode == now.st_ino && found->device == now.st_dev) {
      *each = found->before;
      free(found);
    } else {
      each = &found->before;
    }
  }
}

/* A disk writes what was not synced in any order: at each point another half of it is lost, and
 * all of it at every fourth. */
static void lose_power(void) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  REAL(int, ftruncate64, int, off64_t);
  uint32_t chance = (uint32_t)at * 2654435761u;
  for (struct undo *each = unsynced; each; each = each->before) {
    chance = chance * 1664525u + 1013904223u;
    if (at % 4 && chance >> 31) continue;
    if (each->length) real_pwrite64(each->fd, each->bytes, each->length, each->offset);
    struct stat now;
    int grew = !fstat(each->fd, &now) && now.st_size > each->size;
    if (grew && each->offset + (off_t)each->length >= each->size)
      real_ftruncate64(each->fd, each->size);
  }
  die();
}

enum call { WRITE, OTHER };

/* Count a call; 0 where it may go on, else the error that it fails with. */
static int meet(enum call call) {
  long number = __sync_add_and_fetch(count, 1);
  if (fault == STOP) {
    char byte = 0;
    REAL(ssize_t, write, int, const void *, size_t);
    if (real_write(said, &byte, 1) != 1 || read(heard, &byte, 1) != 1) die();
    return 0;
  }
  if (fault == FULL) return number >= at && call == WRITE ? ENOSPC : 0;
  if (number != at) return 0;
  if (fault == KILL || (fault == TEAR && call == OTHER)) die();
  if (fault == POWER) lose_power();
  return fault == IOERR ? EIO : 0;
}

static int is_torn(void) { return fault == TEAR && *count == at; }

#define FAIL_OR(call, watched) \
  if (watched) { \
    int failed = meet(call); \
    if (failed) { \
      errno = failed; \
      return -1; \
    } \
  }

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, write, int, const void *, size_t);
  int watched = is_watched(fd);
  FAIL_OR(WRITE, watched)
  if (watched) {
    remember(fd, lseek(fd, 0, SEEK_CUR), length);
    if (is_torn()) {
      real_write(fd, bytes, length / 2);
      die();
    }
  }
  return real_write(fd, bytes, length);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  int watched = is_watched(fd);
  FAIL_OR(WRITE, watched)
  if (watched) {
    remember(fd, offset, length);
    if (is_torn()) {
      real_pwrite64(fd, bytes, length / 2, offset);
      die();
    }
  }
  return real_pwrite64(fd, bytes, length, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return pwrite64(fd, bytes, length, offset);
}

static int synced(int fd, int watched, int (*sync)(int)) {
  FAIL_OR(OTHER, watched)
  int done = sync(fd);
  if (watched && !done) forget(fd);
  return done;
}

int fsync(int fd) {
  REAL(int, fsync, int);
  return synced(fd, is_watched(fd), real_fsync);
}

int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  return synced(fd, is_watched(fd), real_fdatasync);
}

int ftruncate64(int fd, off64_t length) {
  REAL(int, ftruncate64, int, off64_t);
  int watched = is_watched(fd);
  FAIL_OR(OTHER, watched)
  struct stat now;
  if (watched && !fstat(fd, &now) && now.st_size > length)
    remember(fd, length, (size_t)(now.st_size - length));
  return real_ftruncate64(fd, length);
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  FAIL_OR(OTHER, armed && is_below(to))
  return real_rename(from, to);
}

int unlink(const char *path) {
  REAL(int, unlink, const char *);
  FAIL_OR(OTHER, armed && is_below(path))
  return real_unlink(path);
}
