package io.headgate.api.run;

/** The logs that EMR keeps of a step; the names are those of the files. */
enum LogStream {
    stdout,
    stderr,
    controller
}
