package io.headgate.connector.storage;

import org.jspecify.annotations.Nullable;

/** What became of reading a gzip object. */
public sealed interface Unpacked {

    /**
     * It was read.
     *
     * @param bytes what it holds, unpacked
     * @param tag S3's tag of it, another one as soon as it holds something else; null when S3 gave none
     */
    record Found(byte[] bytes, @Nullable String tag) implements Unpacked {}

    /** It is what the caller has already. */
    record Unchanged() implements Unpacked {}

    /** There is no such object. */
    record Missing() implements Unpacked {}
}
