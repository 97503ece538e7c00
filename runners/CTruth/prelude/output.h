/* Between the prelude's own files: one growing line, written whole, so that a crash leaves no half of one. */
#ifndef OUTPUT_H
#define OUTPUT_H

__attribute__((format(printf, 1, 2))) void put(const char *format, ...);
/* The start of an observation's line, up to its body; numbers repeats of the key. */
void put_observation(int step, const char *key);
void flush_output(void);
void forget_keys(void);

#endif
