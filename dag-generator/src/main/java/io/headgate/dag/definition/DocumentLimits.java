package io.headgate.dag.definition;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a document may cost: it may come from anyone. */
final class DocumentLimits {

    static final int MAX_BYTES = 1024 * 1024;
    static final int MAX_DEPTH = 50;

    /** Long enough for any number a process needs, short enough that arithmetic on it is cheap. */
    static final int MAX_DIGITS = 60;

    private static final int MAX_EXPONENT = 300;

    private DocumentLimits() {}

    /** The document's text; strict, because replacing what cannot be decoded would change what the author wrote. */
    static String decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new DocumentProblem(
                    ProblemCode.DOCUMENT_SIZE,
                    Pointer.ROOT,
                    "The document has " + bytes.length + " bytes; at most " + MAX_BYTES + " are read.",
                    "Split the process, or move long texts out of its settings.");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw new DocumentProblem(
                    ProblemCode.DOCUMENT_ENCODING, Pointer.ROOT, "The document is not UTF-8.", "Save it as UTF-8.");
        }
    }

    static void checkDepth(int depth, Pointer pointer) {
        if (depth > MAX_DEPTH) {
            throw new DocumentProblem(
                    ProblemCode.DOCUMENT_DEPTH,
                    pointer,
                    "Values are nested deeper than " + MAX_DEPTH + " levels.",
                    "Nest them less.");
        }
    }

    /** Numbers that do not fit a double's range make later arithmetic expensive or wrong. */
    static boolean isTame(BigDecimal number) {
        long magnitude = (long) number.precision() - number.scale();
        return number.precision() <= MAX_DIGITS
                && (number.signum() == 0 || Math.abs(magnitude) <= MAX_EXPONENT)
                && Math.abs((long) number.scale()) <= MAX_EXPONENT;
    }

    /** A tree that was parsed elsewhere is held to the same limits. */
    static void checkTree(JsonNode node, Pointer pointer, int depth, List<Problem> problems) {
        if (node.isContainer()) {
            checkDepth(depth + 1, pointer);
        }
        if (node.isNumber() && !isTame(node)) {
            problems.add(untame(pointer));
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                checkTree(field.getValue(), pointer.field(field.getKey()), depth + 1, problems);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkTree(node.get(i), pointer.item(i), depth + 1, problems);
            }
        }
    }

    static Problem untame(Pointer pointer) {
        return new Problem(
                ProblemCode.DOCUMENT_NUMBER,
                pointer.text(),
                "The number is too long or too large.",
                "Use at most " + MAX_DIGITS + " digits.");
    }

    private static boolean isTame(JsonNode number) {
        boolean finite =
                !number.isFloatingPointNumber() || number.isBigDecimal() || Double.isFinite(number.doubleValue());
        return finite && isTame(number.decimalValue());
    }
}
