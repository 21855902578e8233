package io.headgate.connector.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in S3.
 *
 * @param bucket name of the bucket
 * @param key key or prefix without a leading slash; may be empty
 */
public record S3Uri(String bucket, String key) {

    private static final Pattern FORM = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    /** Reads {@code s3://bucket/key}; throws {@link IllegalArgumentException} for anything else. */
    public static S3Uri parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an s3:// address: " + text);
        }
        String key = matcher.group(2);
        return new S3Uri(matcher.group(1), key == null ? "" : key);
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** The place below this one, with exactly one slash between. */
    public S3Uri resolve(String child) {
        if (key.isEmpty()) {
            return new S3Uri(bucket, child);
        }
        return new S3Uri(bucket, key.endsWith("/") ? key + child : key + "/" + child);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
