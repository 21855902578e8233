package io.headgate.dag.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads process definitions from JSON, YAML 1.2 or a tree. Bad input is an answer, never an exception. */
public final class DefinitionReader {

    private static final Set<String> PROCESS_FIELDS =
            Set.of("schemaVersion", "key", "name", "parameters", "components", "edges", "layout");
    private static final Set<String> PARAMETER_FIELDS = Set.of("key", "type", "label", "required", "default");
    private static final Set<String> COMPONENT_FIELDS =
            Set.of("key", "type", "version", "label", "settings", "retries", "timeout", "disabled", "condition");
    private static final Set<String> RETRY_FIELDS = Set.of("count", "delay");
    private static final Set<String> EDGE_FIELDS = Set.of("from", "to");

    private interface Parser {
        JsonNode parse(String text, List<Problem> problems);
    }

    public ReadResult readJson(byte[] bytes) {
        return read(bytes, JsonDocument::parse);
    }

    public ReadResult readYaml(byte[] bytes) {
        return read(bytes, YamlDocument::parse);
    }

    /** Reads a tree that was parsed elsewhere. */
    public ReadResult read(JsonNode tree) {
        return read(tree, new ArrayList<>());
    }

    private static ReadResult read(byte[] bytes, Parser parser) {
        List<Problem> problems = new ArrayList<>();
        try {
            return read(parser.parse(DocumentLimits.decode(bytes), problems), problems);
        } catch (DocumentProblem end) {
            problems.add(end.problem());
            return new ReadResult.Unreadable(problems);
        }
    }

    private static ReadResult read(JsonNode tree, List<Problem> problems) {
        try {
            DocumentLimits.checkTree(tree, Pointer.ROOT, 0, problems);
        } catch (DocumentProblem end) {
            problems.add(end.problem());
            return new ReadResult.Unreadable(problems);
        }
        ProcessDefinition definition = process(tree, problems);
        return problems.isEmpty() ? new ReadResult.Readable(definition) : new ReadResult.Unreadable(problems);
    }

    private static ProcessDefinition process(JsonNode tree, List<Problem> problems) {
        Fields fields = new Fields(tree, Pointer.ROOT, PROCESS_FIELDS, problems);
        int schemaVersion = fields.whole("schemaVersion");
        JsonNode written = fields.optional("schemaVersion");
        if (written != null && written.isNumber() && schemaVersion != ProcessDefinition.SCHEMA_VERSION) {
            problems.add(new Problem(
                    ProblemCode.SCHEMA_VERSION,
                    "/schemaVersion",
                    "Only schema version " + ProcessDefinition.SCHEMA_VERSION + " is understood.",
                    "Write \"schemaVersion\": " + ProcessDefinition.SCHEMA_VERSION + "."));
        }
        return new ProcessDefinition(
                schemaVersion,
                fields.text("key"),
                fields.text("name"),
                fields.optionalList("parameters", (node, at) -> parameter(node, at, problems)),
                fields.list("components", (node, at) -> component(node, at, problems)),
                fields.optionalList("edges", (node, at) -> edge(node, at, problems)),
                fields.optionalContent("layout"));
    }

    private static Parameter parameter(JsonNode node, Pointer at, List<Problem> problems) {
        Fields fields = new Fields(node, at, PARAMETER_FIELDS, problems);
        String word = fields.text("type");
        Optional<Parameter.Type> type = Parameter.Type.of(word);
        JsonNode written = fields.optional("type");
        if (type.isEmpty() && written != null && written.isString()) {
            problems.add(new Problem(
                    ProblemCode.FIELD_VALUE,
                    at.field("type").text(),
                    "There is no parameter type of this name.",
                    "Use one of: string, integer, number, boolean, date."));
        }
        return new Parameter(
                fields.text("key"),
                type.orElse(Parameter.Type.STRING),
                fields.optionalText("label"),
                fields.flag("required"),
                fields.optional("default"));
    }

    private static Component component(JsonNode node, Pointer at, List<Problem> problems) {
        Fields fields = new Fields(node, at, COMPONENT_FIELDS, problems);
        JsonNode retries = fields.optional("retries");
        Duration timeout = fields.optionalDuration("timeout");
        return new Component(
                fields.text("key"),
                fields.text("type"),
                fields.optionalWhole("version"),
                fields.text("label"),
                fields.content("settings"),
                retries(retries, at.field("retries"), problems),
                timeout,
                fields.flag("disabled"),
                fields.optionalText("condition"));
    }

    private static @Nullable RetryPolicy retries(@Nullable JsonNode node, Pointer at, List<Problem> problems) {
        if (node == null) {
            return null;
        }
        Fields fields = new Fields(node, at, RETRY_FIELDS, problems);
        return new RetryPolicy(fields.whole("count"), fields.duration("delay"));
    }

    private static Edge edge(JsonNode node, Pointer at, List<Problem> problems) {
        Fields fields = new Fields(node, at, EDGE_FIELDS, problems);
        return new Edge(fields.text("from"), fields.text("to"));
    }
}
