package io.headgate.connector.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of what lies below a prefix: names only, nothing of what the objects hold.
 *
 * @param folders common prefixes, whole keys that end in a slash
 * @param objects objects that lie in no deeper folder
 * @param next where the next page begins, in S3's own words; null on the last page
 */
public record Listing(
        List<String> folders, List<Found> objects, @Nullable String next) {

    /**
     * An object.
     *
     * @param size in bytes
     */
    public record Found(String key, long size, Instant modifiedAt) {}

    public Listing {
        folders = List.copyOf(folders);
        objects = List.copyOf(objects);
    }
}
