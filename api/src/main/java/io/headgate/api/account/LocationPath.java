package io.headgate.api.account;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a path below a location may be. */
public final class LocationPath {

    /** What a job would read as a pattern, and so refuses. */
    private static final Pattern PATTERN = Pattern.compile("[*?\\[\\]{}]");

    private LocationPath() {}

    /** Why a path does not name one place below the location, as what follows "it"; it may end in a slash. */
    public static Optional<String> fault(String path) {
        if (path.startsWith("/")) {
            return Optional.of("begins with a slash");
        }
        if (path.contains("\\")) {
            return Optional.of("holds a backslash");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("holds a control character");
        }
        if (PATTERN.matcher(path).find()) {
            return Optional.of("holds one of * ? [ ] { }");
        }
        return Arrays.stream(path.split("/", -1))
                .filter(part -> part.equals(".") || part.equals(".."))
                .findFirst()
                .map(part -> "holds the part \"" + part + "\"")
                .or(() -> path.contains("//") ? Optional.of("holds two slashes in a row") : Optional.empty());
    }
}
