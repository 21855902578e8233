package io.headgate.dag.diff;

import io.headgate.dag.definition.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Finds where two trees differ, in time linear to their size. In lists, what is alike at the beginning and at the end is passed
 * over; what lies between is compared one by one, so that one thing put into a list is one change.
 */
final class ValueDiff {

    private final List<ValueChange> changes = new ArrayList<>();

    private ValueDiff() {}

    static List<ValueChange> between(JsonNode before, JsonNode after) {
        ValueDiff diff = new ValueDiff();
        diff.compare(before, after, Pointer.ROOT, Pointer.ROOT);
        return diff.changes;
    }

    private void compare(JsonNode before, JsonNode after, Pointer from, Pointer to) {
        if (before.isObject() && after.isObject()) {
            objects(before, after, from, to);
        } else if (before.isArray() && after.isArray()) {
            lists(before, after, from, to);
        } else if (!isSame(before, after)) {
            changes.add(ValueChange.changed(from.text(), to.text(), before, after));
        }
    }

    private void objects(JsonNode before, JsonNode after, Pointer from, Pointer to) {
        SortedSet<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        for (String name : names) {
            JsonNode left = before.get(name);
            JsonNode right = after.get(name);
            if (left == null) {
                changes.add(ValueChange.added(to.field(name).text(), right));
            } else if (right == null) {
                changes.add(ValueChange.removed(from.field(name).text(), left));
            } else {
                compare(left, right, from.field(name), to.field(name));
            }
        }
    }

    private void lists(JsonNode before, JsonNode after, Pointer from, Pointer to) {
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && isSame(before.get(head), after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && isSame(before.get(before.size() - 1 - tail), after.get(after.size() - 1 - tail))) {
            tail++;
        }
        for (int i = head; i < Math.max(before.size(), after.size()) - tail; i++) {
            if (i >= before.size() - tail) {
                changes.add(ValueChange.added(to.item(i).text(), after.get(i)));
            } else if (i >= after.size() - tail) {
                changes.add(ValueChange.removed(from.item(i).text(), before.get(i)));
            } else {
                compare(before.get(i), after.get(i), from.item(i), to.item(i));
            }
        }
    }

    /** Whether both would be written alike; how Jackson keeps a number does not matter. */
    static boolean isSame(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return number(one).equals(number(other));
        }
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size()
                    && one.propertyNames().stream()
                            .allMatch(name -> other.has(name) && isSame(one.get(name), other.get(name)));
        }
        if (one.isArray() && other.isArray()) {
            boolean same = one.size() == other.size();
            for (int i = 0; same && i < one.size(); i++) {
                same = isSame(one.get(i), other.get(i));
            }
            return same;
        }
        return one.equals(other);
    }

    private static String number(JsonNode node) {
        return node.isIntegralNumber()
                ? node.bigIntegerValue().toString()
                : node.decimalValue().toString();
    }
}
