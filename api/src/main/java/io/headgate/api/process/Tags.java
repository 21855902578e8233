package io.headgate.api.process;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.ProblemException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The words by which people find processes: in one form only, so that the same word is the same tag. */
final class Tags {

    static final int MOST = 20;
    static final int LONGEST = 40;

    private static final String SYMBOLS = "-_.:/";

    private Tags() {}

    /** Small letters, and one hyphen for every gap. */
    static String normal(String written) {
        return Normalizer.normalize(written, Normalizer.Form.NFKC)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", "-");
    }

    /** The tags that are had after a change, each problem of the change at once. */
    static SortedSet<String> changed(Collection<String> present, List<String> add, List<String> remove) {
        List<FieldProblem> problems = new ArrayList<>();
        SortedSet<String> tags = new TreeSet<>(present);
        remove.stream().map(Tags::normal).forEach(tags::remove);
        for (int i = 0; i < add.size(); i++) {
            String tag = normal(add.get(i));
            check(tag, "/add/" + i, problems);
            tags.add(tag);
        }
        if (problems.isEmpty() && tags.size() > MOST) {
            problems.add(new FieldProblem(
                    "tags.count",
                    "/add",
                    "A process has at most " + MOST + " tags; these would be " + tags.size() + ".",
                    "Remove some."));
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("tags.invalid", "The tags cannot be set like this.", problems);
        }
        return tags;
    }

    private static void check(String tag, String pointer, List<FieldProblem> problems) {
        if (tag.isEmpty()) {
            problems.add(new FieldProblem("tag.empty", pointer, "The tag is empty.", "Write a word."));
        } else if (tag.codePointCount(0, tag.length()) > LONGEST) {
            problems.add(new FieldProblem(
                    "tag.long",
                    pointer,
                    "The tag is longer than " + LONGEST + " characters.",
                    "Choose a shorter word."));
        } else if (!tag.codePoints().allMatch(Tags::isAllowed)) {
            problems.add(new FieldProblem(
                    "tag.characters",
                    pointer,
                    "A tag is made of letters, digits and " + String.join(" ", SYMBOLS.split("")) + ".",
                    "For instance finance or team:pricing."));
        }
    }

    private static boolean isAllowed(int c) {
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || SYMBOLS.indexOf(c) >= 0;
    }
}
