package io.headgate.dag.definition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A definition's canonical JSON and the hash of it. */
public record CanonicalDefinition(byte[] bytes, String sha256) {

    public CanonicalDefinition {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CanonicalDefinition that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }
}
