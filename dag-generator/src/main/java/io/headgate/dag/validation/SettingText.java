package io.headgate.dag.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text, cut where placeholders stand in it. */
record SettingText(List<Part> parts) {

    private static final Pattern OPENING = Pattern.compile("\\$\\{([^{}]*)(})?");

    /** A piece of the text: as it is, or what stands in a placeholder. */
    record Part(String text, boolean placeholder, boolean closed) {}

    SettingText {
        parts = List.copyOf(parts);
    }

    static SettingText of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = OPENING.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end) {
                parts.add(new Part(text.substring(end, matcher.start()), false, true));
            }
            parts.add(new Part(matcher.group(1), true, matcher.group(2) != null));
            end = matcher.end();
        }
        if (end < text.length()) {
            parts.add(new Part(text.substring(end), false, true));
        }
        return new SettingText(parts);
    }

    boolean hasPlaceholder() {
        return parts.stream().anyMatch(Part::placeholder);
    }

    /** The text is one placeholder and nothing else, so its value keeps its type. */
    boolean isOnePlaceholder() {
        return parts.size() == 1 && parts.getFirst().placeholder();
    }
}
