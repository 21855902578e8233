package io.headgate.api.arrival;

/** One thing that a message of the queue tells. */
sealed interface Told {

    /**
     * A file has arrived. All of it was written by somebody else.
     *
     * @param key decoded
     * @param identity the same whenever S3 tells of this very arrival
     */
    record File(String bucket, String key, String identity) implements Told {}

    /**
     * Nothing that could start anything.
     *
     * @param name what it is about; may be empty
     */
    record Nothing(Ignored why, String name) implements Told {}
}
