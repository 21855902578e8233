package io.headgate.dag.validation;

import java.util.Optional;

/** Paths below a location: they must not lead out of it, and one place has one name only. */
final class RelativePath {

    private RelativePath() {}

    /** Why a path will not do. */
    static Optional<String> fault(String path) {
        if (path.isEmpty()) {
            return Optional.of("is empty");
        }
        if (path.startsWith("/")) {
            return Optional.of("begins with a slash");
        }
        if (path.endsWith("/")) {
            return Optional.of("ends with a slash");
        }
        if (path.contains("\\")) {
            return Optional.of("holds a backslash");
        }
        if (Texts.hasControl(path) || !Texts.isStorable(path)) {
            return Optional.of("holds a control character");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty()) {
                return Optional.of("holds an empty part (two slashes in a row)");
            }
            if (segment.equals(".") || segment.equals("..")) {
                return Optional.of("holds the part \"" + segment + "\"");
            }
        }
        return Optional.empty();
    }
}
