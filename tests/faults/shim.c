/* Faults on demand: every libc call that changes a file is counted, and one of them, or it and all after it, goes wrong.

   Built and armed by tests/faults/shim.py, loaded with LD_PRELOAD. The counter is atomic: threads write at once. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { COUNT, KILL, TORN, ERRNO, POWER, SHORT };
enum { GO_ON, FAIL, HALF };

static long counted, armed_at;
static int mode, error_number, mounted = -1, persistent;

#define PUBLIC __attribute__((visibility("default")))

/* The call number `at` (from 1; 0: none) goes wrong. `fd`: of a folder on the file system that loses its power. */
PUBLIC void fault_arm(long at, int how, int error, int fd, int persists) {
  armed_at = at, mode = how, error_number = error, mounted = fd, persistent = persists;
  __atomic_store_n(&counted, 0, __ATOMIC_SEQ_CST);
}

PUBLIC long fault_count(void) { return __atomic_load_n(&counted, __ATOMIC_SEQ_CST); }

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* EXT4_IOC_SHUTDOWN and XFS_IOC_GOINGDOWN are the same number; 2: nothing more is flushed, not even the log. */
PUBLIC int fault_power(int fd) {
  unsigned without_log = 2;
  return ioctl(fd, 0x8004587d, &without_log);
}

static int hit(void) {
  long now = __atomic_add_fetch(&counted, 1, __ATOMIC_SEQ_CST);
  if (!armed_at || (now != armed_at && !(persistent && now > armed_at))) return GO_ON;
  switch (mode) {
    case KILL: die(); break;
    case POWER: fault_power(mounted); die(); break;
    case ERRNO: errno = error_number; return FAIL;
    case TORN: case SHORT: return HALF;
  }
  return GO_ON;
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* A write may be done by half: as far as the kernel came before the kill, or as it may always answer. */
#define WRITE(name, declared, given, half) \
  PUBLIC ssize_t name declared { \
    REAL(ssize_t, name, int, const void *, size_t EXTRA); \
    if (fd <= 2) return real given; \
    switch (hit()) { \
      case FAIL: return -1; \
      case HALF: if (mode == TORN) { real half; die(); } if (n > 1) return real half; \
    } \
    return real given; \
  }
#define EXTRA
WRITE(write, (int fd, const void *data, size_t n), (fd, data, n), (fd, data, n / 2))
#undef EXTRA
#define EXTRA , off_t
WRITE(pwrite, (int fd, const void *data, size_t n, off_t o), (fd, data, n, o), (fd, data, n / 2, o))
WRITE(pwrite64, (int fd, const void *data, size_t n, off_t o), (fd, data, n, o), (fd, data, n / 2, o))
#undef EXTRA

/* Anything else is done or not; a kill by half comes before it. */
#define STOPS \
  switch (hit()) { \
    case FAIL: return -1; \
    case HALF: if (mode == TORN) die(); \
  }
#define ONE(name, A) PUBLIC int name(A a) { REAL(int, name, A); STOPS return real(a); }
#define TWO(name, A, B) PUBLIC int name(A a, B b) { REAL(int, name, A, B); STOPS return real(a, b); }
#define THREE(name, A, B, C) PUBLIC int name(A a, B b, C c) { REAL(int, name, A, B, C); STOPS return real(a, b, c); }
#define FOUR(name, A, B, C, D) \
  PUBLIC int name(A a, B b, C c, D d) { REAL(int, name, A, B, C, D); STOPS return real(a, b, c, d); }
typedef const char *text;
ONE(fsync, int)
ONE(fdatasync, int)
ONE(unlink, text)
ONE(rmdir, text)
TWO(rename, text, text)
TWO(link, text, text)
TWO(symlink, text, text)
TWO(mkdir, text, mode_t)
TWO(chmod, text, mode_t)
TWO(fchmod, int, mode_t)
TWO(ftruncate, int, off_t)
TWO(ftruncate64, int, off_t)
TWO(truncate, text, off_t)
THREE(unlinkat, int, text, int)
THREE(mkdirat, int, text, mode_t)
FOUR(renameat, int, text, int, text)
FOUR(fchmodat, int, text, mode_t, int)

#define OPEN(name, declared, given, ...) \
  PUBLIC int name(declared, int flags, ...) { \
    REAL(int, name, __VA_ARGS__, int, ...); \
    mode_t permissions = 0; \
    if (flags & O_CREAT) { va_list rest; va_start(rest, flags); permissions = va_arg(rest, mode_t); va_end(rest); } \
    if (flags & (O_CREAT | O_TRUNC)) STOPS \
    return real(given, flags, permissions); \
  }
#define AND ,
OPEN(open, text path, path, text)
OPEN(open64, text path, path, text)
OPEN(openat, int folder AND text path, folder AND path, int, text)
OPEN(openat64, int folder AND text path, folder AND path, int, text)
PUBLIC int futimens(int fd, const struct timespec times[2]) {
  REAL(int, futimens, int, const struct timespec *);
  STOPS
  return real(fd, times);
}
PUBLIC int utimensat(int folder, text path, const struct timespec times[2], int flags) {
  REAL(int, utimensat, int, text, const struct timespec *, int);
  STOPS
  return real(folder, path, times, flags);
}
