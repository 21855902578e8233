package io.headgate.api.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a job left behind as {@code result.json}. It comes from a tenant's account and is not trusted: only the known fields
 * are kept, and only with the types that they must have.
 *
 * @param kept the known fields, as JSON
 * @param error why the job failed; null when it succeeded
 */
record StepResult(String kept, @Nullable ComponentError error) {

    /** Longest result that is read, in bytes. */
    static final int LONGEST = 64 * 1024;

    /** As long as a path below a location may be at most, with what placeholders in it become. */
    private static final int LONGEST_PLACE = 2000;

    /** Reads a result of the attempt; empty when it is not one. */
    static Optional<StepResult> read(JsonMapper json, byte[] bytes, String attemptKey) {
        if (bytes.length > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode tree = json.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (!tree.isObject() || !attemptKey.equals(tree.path("attemptKey").asString(""))) {
                return Optional.empty();
            }
            return switch (tree.path("status").asString("")) {
                case "SUCCEEDED" -> Optional.of(new StepResult(keep(json, tree), null));
                case "FAILED" -> Optional.of(new StepResult(keep(json, tree), error(tree.path("error"))));
                default -> Optional.empty();
            };
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Address of the output that a stored result names. */
    static Optional<String> output(JsonMapper json, @Nullable String stored) {
        if (stored == null) {
            return Optional.empty();
        }
        String uri = json.readTree(stored).path("output").path("uri").asString("");
        return uri.isEmpty() ? Optional.empty() : Optional.of(uri);
    }

    /** The part of a stored result that is about its output, for a component that hands that on; empty without an output. */
    static Optional<String> handedOn(JsonMapper json, @Nullable String stored) {
        if (stored == null || output(json, stored).isEmpty()) {
            return Optional.empty();
        }
        JsonNode result = json.readTree(stored);
        ObjectNode out = json.createObjectNode();
        keepCounts(out.putObject("rows"), result.path("rows"), "out");
        keepCounts(out.putObject("bytes"), result.path("bytes"), "out");
        out.set("columns", result.path("columns"));
        out.set("output", result.path("output"));
        return Optional.of(json.writeValueAsString(out));
    }

    /** A stored result for people: without addresses in the tenant's buckets. */
    static @Nullable JsonNode shown(JsonMapper json, @Nullable String stored) {
        if (stored == null) {
            return null;
        }
        ObjectNode result = (ObjectNode) json.readTree(stored);
        result.remove("output");
        result.remove("rejects");
        return result;
    }

    private static String keep(JsonMapper json, JsonNode tree) {
        ObjectNode kept = json.createObjectNode();
        keepCounts(kept.putObject("rows"), tree.path("rows"), "in", "out", "rejected");
        keepCounts(kept.putObject("bytes"), tree.path("bytes"), "in", "out");
        var columns = kept.putArray("columns");
        tree.path("columns")
                .valueStream()
                .limit(2000)
                .forEach(column -> columns.addObject()
                        .put("name", column.path("name").asString(""))
                        .put("type", column.path("type").asString("")));
        if (tree.path("output").path("uri").isString()) {
            kept.putObject("output").put("uri", tree.path("output").path("uri").asString());
        }
        if (tree.path("quality").isObject()) {
            keepQuality(kept.putObject("quality"), tree.path("quality"));
        }
        if (tree.path("exported").isObject()) {
            keepExported(kept.putObject("exported"), tree.path("exported"));
        }
        return json.writeValueAsString(kept);
    }

    private static void keepCounts(ObjectNode to, JsonNode from, String... names) {
        for (String name : names) {
            if (from.path(name).isIntegralNumber()) {
                to.put(name, from.path(name).asLong());
            }
        }
    }

    private static void keepQuality(ObjectNode to, JsonNode from) {
        to.put("passed", from.path("passed").asBoolean(false));
        var rules = to.putArray("rules");
        from.path("rules")
                .valueStream()
                .limit(500)
                .forEach(rule -> rules.addObject()
                        .put("name", rule.path("name").asString(""))
                        .put("type", rule.path("type").asString(""))
                        .put("column", rule.path("column").asString(""))
                        .put("failed", rule.path("failed").asLong(0))
                        .put("checked", rule.path("checked").asLong(0))
                        .put("failedPercent", rule.path("failedPercent").asDouble(0))
                        .put("passed", rule.path("passed").asBoolean(false))
                        .put("severity", rule.path("severity").asString("")));
    }

    /** Where it was written in the tenant's own words; the address in its bucket is left out. */
    private static void keepExported(ObjectNode to, JsonNode from) {
        to.put("files", from.path("files").asInt(0));
        for (String name : List.of("location", "path", "format")) {
            String told = from.path(name).asString("");
            if (!told.isEmpty() && told.length() <= LONGEST_PLACE) {
                to.put(name, told);
            }
        }
    }

    private static ComponentError error(JsonNode error) {
        return new ComponentError(
                error.path("code").asString("job.unexpected"),
                error.path("sentence").asString("The component failed without saying why."),
                error.path("remedy").asString("Look at its log."),
                error.path("owner").asString("engineer"));
    }
}
