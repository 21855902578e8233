package io.headgate.dag.definition;

/** A JSON Pointer (RFC 6901) under construction. */
public record Pointer(String text) {

    /** The whole document. */
    public static final Pointer ROOT = new Pointer("");

    public Pointer field(String name) {
        return new Pointer(text + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    public Pointer item(int index) {
        return new Pointer(text + "/" + index);
    }

    @Override
    public String toString() {
        return text;
    }
}
