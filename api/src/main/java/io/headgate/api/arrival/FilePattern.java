package io.headgate.api.arrival;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which paths below a location are meant: {@code *} and {@code ?} within a name, <code>{date}</code> for the day that a file is
 * about, <code>{name}</code> for the value of a parameter. A pattern that ends in a slash, and the empty one, mean everything
 * below. Parts are matched one by one and are short, so that no name is costly to match.
 */
final class FilePattern {

    /** What a path holds for the places that the pattern names. */
    record Values(@Nullable LocalDate date, Map<String, String> parameters) {

        Values {
            parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        }
    }

    private static final int LONGEST = 300;
    private static final int LONGEST_PART = 255;
    private static final int MOST_VARYING = 3;
    private static final String DATE = "date";
    private static final Pattern PLACE = Pattern.compile("\\{([^{}/]*)}");
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9_]{0,39}");

    private final String text;
    private final List<Part> parts;

    /** One name of a path, and the places in it, in order. */
    private record Part(Pattern form, List<String> places) {}

    private FilePattern(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** The pattern, or why it is none, as a sentence. */
    sealed interface Reading {
        record Good(FilePattern pattern) implements Reading {}

        record Bad(String sentence) implements Reading {}
    }

    static Reading read(String text) {
        if (text.length() > LONGEST) {
            return new Reading.Bad("The pattern is longer than " + LONGEST + " characters.");
        }
        if (!ShownName.isPlain(text) || text.contains("\\")) {
            return new Reading.Bad("The pattern holds a character that is not seen, or a backslash.");
        }
        if (text.startsWith("/") || text.contains("//")) {
            return new Reading.Bad("The pattern begins with a slash or holds two in a row.");
        }
        Set<String> known = new HashSet<>();
        List<Part> parts = new ArrayList<>();
        for (String part : text.isEmpty() ? List.<String>of() : List.of(text.split("/"))) {
            String fault = fault(part, known);
            if (!fault.isEmpty()) {
                return new Reading.Bad(fault);
            }
            parts.add(part(part));
        }
        return new Reading.Good(new FilePattern(text, List.copyOf(parts)));
    }

    /** One that was checked before it was stored. */
    static FilePattern stored(String text) {
        return switch (read(text)) {
            case Reading.Good good -> good.pattern();
            case Reading.Bad bad -> throw new IllegalStateException(bad.sentence());
        };
    }

    /** How all paths begin that it can fit: up to the first place where they may differ. */
    String begin() {
        int varies = 0;
        while (varies < text.length() && "*?{".indexOf(text.charAt(varies)) < 0) {
            varies++;
        }
        return text.substring(0, varies);
    }

    /** The parameters that it gives a value. */
    List<String> parameters() {
        return parts.stream()
                .flatMap(part -> part.places().stream())
                .filter(place -> !place.equals(DATE))
                .toList();
    }

    /** The values of a path that it fits; empty if it does not. */
    Optional<Values> match(String path) {
        String[] names = path.split("/", -1);
        boolean isFolder = text.isEmpty() || text.endsWith("/");
        if (isFolder ? names.length <= parts.size() : names.length != parts.size()) {
            return Optional.empty();
        }
        LocalDate date = null;
        Map<String, String> parameters = new TreeMap<>();
        for (int n = 0; n < parts.size(); n++) {
            Part part = parts.get(n);
            Matcher matcher = part.form().matcher(names[n]);
            if (names[n].length() > LONGEST_PART || !matcher.matches()) {
                return Optional.empty();
            }
            for (int place = 0; place < part.places().size(); place++) {
                String value = matcher.group(place + 1);
                if (!part.places().get(place).equals(DATE)) {
                    parameters.put(part.places().get(place), value);
                    continue;
                }
                date = day(value);
                if (date == null) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Values(date, parameters));
    }

    private static String fault(String part, Set<String> known) {
        if (part.equals(".") || part.equals("..")) {
            return "The pattern holds the part \"" + part + "\".";
        }
        if (part.contains("**")) {
            return "A * stands within one name. To mean a folder with all below it, end the pattern in a slash.";
        }
        if (part.contains("[") || part.contains("]")) {
            return "The pattern holds [ or ], which mean nothing here.";
        }
        Matcher places = PLACE.matcher(part);
        int varying = (int) part.chars().filter(c -> c == '*').count();
        while (places.find()) {
            String name = places.group(1);
            if (!NAME.matcher(name).matches()) {
                return "{" + name + "} names no parameter. A parameter's key begins with a small letter.";
            }
            if (!known.add(name)) {
                return "{" + name + "} stands twice in the pattern.";
            }
            varying += name.equals(DATE) ? 0 : 1;
        }
        String rest = places.replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            return "A { or } stands alone.";
        }
        return varying > MOST_VARYING ? "A name may hold " + MOST_VARYING + " of * and {…} at most." : "";
    }

    private static Part part(String part) {
        StringBuilder form = new StringBuilder();
        List<String> places = new ArrayList<>();
        for (int at = 0; at < part.length(); at++) {
            char character = part.charAt(at);
            switch (character) {
                case '*' -> form.append(".*");
                case '?' -> form.append('.');
                case '{' -> {
                    int end = part.indexOf('}', at);
                    String place = part.substring(at + 1, end);
                    places.add(place);
                    form.append(
                            place.equals(DATE)
                                    ? "([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})"
                                    : "([A-Za-z0-9][A-Za-z0-9._-]{0,99})");
                    at = end;
                }
                default -> form.append(Pattern.quote(String.valueOf(character)));
            }
        }
        return new Part(Pattern.compile(form.toString(), Pattern.DOTALL), List.copyOf(places));
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.length() == 8 ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE) : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
