package io.headgate.dag.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.definition.Component;
import io.headgate.dag.definition.Edge;
import io.headgate.dag.definition.Problem;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.validation.SettingsLocations.Access;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ProcessValidatorTests {

    private final ProcessValidator validator = new ProcessValidator(new BuiltInComponentTypes());

    @Test
    void aSoundProcessHasNoProblem() {
        assertThat(validator.validate(Processes.yaml(Processes.SOUND))).isEmpty();
    }

    @Test
    void everyFaultOfTheGraphIsToldAtOnce() {
        ProcessDefinition definition = process(
                List.of("in", "a", "b", "c", "d", "e", "out", "in"),
                List.of(
                        "ingest-files",
                        "sql-rule",
                        "sql-rule",
                        "sql-rule",
                        "sql-rule",
                        "sql-rule",
                        "export-files",
                        "sql-rule"),
                edges("a>b", "b>c", "c>a", "in>d", "in>d", "e>e", "out>d", "nowhere>d", "d>gone", "d>e", "e>d"));
        List<Problem> problems = validator.validate(definition);
        assertThat(graphPlaces(problems))
                .containsExactlyInAnyOrder(
                        "component.duplicate /components/7/key",
                        "edge.cycle /edges/0",
                        "edge.cycle /edges/9",
                        "edge.duplicate /edges/4",
                        "edge.self /edges/5",
                        "edge.no-output /edges/6",
                        "edge.dangling /edges/7/from",
                        "edge.dangling /edges/8/to",
                        "component.inputs /components/6",
                        "component.inputs /components/7");
        assertThat(problems)
                .extracting(Problem::message)
                .contains(
                        "These components wait for each other in a circle: a, b, c.",
                        "These components wait for each other in a circle: d, e.",
                        "\"Label\" reads nothing yet, and takes exactly one input.");
    }

    @Test
    void inputsAreCountedByWhatTheTypeTakes() {
        ProcessDefinition definition = process(
                List.of("x", "y", "check"),
                List.of("ingest-files", "ingest-files", "quality-check"),
                edges("x>y", "x>check", "y>check"));
        assertThat(graphPlaces(validator.validate(definition)))
                .containsExactly("component.inputs /components/1", "component.inputs /components/2");
        assertThat(validator.validate(definition))
                .extracting(Problem::message)
                .contains(
                        "\"Label\" takes no input, but 1 leads into it.",
                        "\"Label\" takes exactly one input, but 2 lead into it.");
    }

    @Test
    void aConditionIsToldWithItsComponentAndItsPlace() {
        ProcessDefinition sound = Processes.yaml(Processes.SOUND);
        List<Component> components = sound.components().stream()
                .map(component -> new Component(
                        component.key(),
                        component.type(),
                        component.version(),
                        component.label(),
                        component.settings(),
                        null,
                        null,
                        false,
                        component.key().equals(sound.components().getLast().key()) ? "run.dat > '2013-01-01'" : null))
                .toList();
        List<Problem> problems = validator.validate(new ProcessDefinition(
                1, sound.key(), sound.name(), sound.parameters(), components, sound.edges(), sound.layout()));
        assertThat(Processes.places(problems))
                .containsExactly("component.condition /components/" + (components.size() - 1) + "/condition");
        assertThat(problems.getFirst().message())
                .isEqualTo("In the condition of \"" + components.getLast().label()
                        + "\", at character 1: there is nothing called \"run.dat\" here.");
        assertThat(problems.getFirst().remedy()).startsWith("Use one of: run.date");
    }

    @Test
    void anEmptyProcessAndOneTooLargeAreTold() {
        assertThat(Processes.places(validator.validate(process(List.of(), List.of(), List.of()))))
                .containsExactly("process.empty /components");
        List<String> keys = IntStream.rangeClosed(1, 201).mapToObj(i -> "c" + i).toList();
        List<String> types = keys.stream().map(key -> "ingest-files").toList();
        assertThat(Processes.places(validator.validate(process(keys, types, List.of()))))
                .contains("process.too-many-components /components");
    }

    @Test
    void aLargeCircleIsFoundAndNotAllOfItNamed() {
        List<String> keys = IntStream.range(0, 150).mapToObj(i -> "c" + i).toList();
        List<Edge> circle = IntStream.range(0, 150)
                .mapToObj(i -> new Edge("c" + i, "c" + (i + 1) % 150))
                .toList();
        List<String> types = keys.stream().map(key -> "sql-rule").toList();
        assertThat(validator.validate(process(keys, types, circle)))
                .filteredOn(problem -> problem.code().word().equals("edge.cycle"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).endsWith("c19 and 130 more."));
    }

    @Test
    void keysNamesAndLabelsAreHeldToTheirForms() {
        ProcessDefinition definition = Processes.yaml("""
                schemaVersion: 1
                key: Not-A-Key
                name: "line\\nbreak"
                parameters:
                  - {key: a-b, type: string, label: "  "}
                  - {key: x, type: date, default: 2013-02-30}
                  - {key: x, type: integer, default: 1.5}
                components:
                  - {key: 1a, type: sql-rule, version: 9, label: "\\uD800", settings: {}}
                  - {key: ok, type: unheard-of, label: "%s", settings: {}, retries: {count: 6, delay: P2D}, timeout: PT0S}
                """.formatted("x".repeat(201)));
        assertThat(Processes.places(validator.validate(definition)))
                .containsExactlyInAnyOrder(
                        "process.key /key",
                        "process.name /name",
                        "parameter.key /parameters/0/key",
                        "parameter.label /parameters/0/label",
                        "parameter.default /parameters/1/default",
                        "parameter.duplicate /parameters/2/key",
                        "parameter.default /parameters/2/default",
                        "component.key /components/0/key",
                        "component.version /components/0/version",
                        "component.label /components/0/label",
                        "component.type /components/1/type",
                        "component.label /components/1/label",
                        "component.retries /components/1/retries/count",
                        "component.retries /components/1/retries/delay",
                        "component.timeout /components/1/timeout");
    }

    @Test
    void locationsAreCheckedOnlyWhenTheyAreKnown() {
        ProcessDefinition definition = Processes.yaml(Processes.SOUND);
        assertThat(validator.validate(
                        definition, Map.of("raw", Set.of(Access.READ), "out", Set.of(Access.READ, Access.WRITE))))
                .isEmpty();
        List<Problem> problems = validator.validate(definition, Map.of("raw", Set.of(Access.WRITE)));
        assertThat(Processes.places(problems))
                .containsExactly(
                        "settings.location /components/0/settings/source/location",
                        "settings.location /components/2/settings/target/location");
        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly("The location \"raw\" may not be read from.", "There is no location \"out\".");
    }

    /** A process that runs another one after an export, and reads its rows or does not. */
    private static ProcessDefinition calling(String settings, String edges) {
        return Processes.yaml("""
                schemaVersion: 1
                key: whole
                name: Whole
                parameters: [{key: day, type: date}]
                components:
                  - {key: first, type: run-process, label: First, settings: {process: delays}}
                  - {key: call, type: run-process, label: Call, settings: %s}
                  - {key: rule, type: sql-rule, label: Rule, settings: {sql: "SELECT * FROM call"}}
                  - {key: export, type: export-files, label: Export, settings: {target: {location: out, path: a}, format: csv}}
                  - {key: last, type: run-process, label: Last, settings: {process: delays}}
                edges: %s
                """.formatted(settings, edges));
    }

    private static final String IN_A_ROW =
            "[{from: first, to: call}, {from: call, to: rule}, {from: rule, to: export}, {from: export, to: last}]";

    @Test
    void aProcessThatIsRunNeedsNoRowsAndGivesThoseOfTheComponentThatIsNamed() {
        ProcessDefinition named = calling("{process: delays, resultFrom: rule}", IN_A_ROW);
        assertThat(validator.validate(named)).isEmpty();

        List<Problem> problems = validator.validate(calling("{process: delays}", IN_A_ROW));
        assertThat(Processes.places(problems)).containsExactly("edge.no-output /edges/1");
        assertThat(problems.getFirst().remedy()).contains("Rows of");
    }

    @Test
    void rowsThatWouldComeThroughADisabledComponentAreMissedAsWell() {
        ProcessDefinition definition = Processes.yaml("""
                schemaVersion: 1
                key: whole
                name: Whole
                components:
                  - {key: first, type: run-process, label: First, settings: {process: delays}}
                  - {key: call, type: run-process, label: Call, disabled: true, settings: {process: delays, resultFrom: rule}}
                  - {key: rule, type: sql-rule, label: Rule, settings: {sql: "SELECT * FROM call"}}
                edges: [{from: first, to: call}, {from: call, to: rule}]
                """);
        assertThat(Processes.places(validator.validate(definition))).containsExactly("edge.no-output /edges/1");
    }

    @Test
    void theProcessThatIsRunMustBeAnotherOneAndBeThereWhereThatIsKnown() {
        ProcessDefinition own = calling("{process: whole, resultFrom: rule}", "[]");
        assertThat(Processes.places(validator.validate(own)))
                .containsOnlyOnce("settings.process /components/1/settings/process");

        ProcessDefinition other = calling("{process: delays, resultFrom: rule}", IN_A_ROW);
        Map<String, Set<Access>> locations = Map.of("out", Set.of(Access.WRITE));
        assertThat(validator.validate(other, locations, Set.of("delays"))).isEmpty();
        assertThat(Processes.places(validator.validate(other, locations, Set.of())))
                .containsExactly(
                        "settings.process /components/0/settings/process",
                        "settings.process /components/1/settings/process",
                        "settings.process /components/4/settings/process");
    }

    @Test
    void whichProcessIsRunIsNoPlaceholderButItsValuesMayHoldSome() {
        ProcessDefinition definition = calling(
                "{process: \"${param.day}\", resultFrom: \"${run.id}\", parameters: {day: \"${param.day}\", more: \"${param.none}\"}}",
                IN_A_ROW);
        assertThat(Processes.places(validator.validate(definition)))
                .containsExactlyInAnyOrder(
                        "placeholder.forbidden /components/1/settings/process",
                        "placeholder.forbidden /components/1/settings/resultFrom",
                        "placeholder.unknown /components/1/settings/parameters/more");
    }

    @Test
    void everyProblemHasWordsForPeople() {
        ProcessDefinition definition =
                process(List.of("\u0000\ud800", "a"), List.of("x\n", "sql-rule"), edges("\u0000\ud800>a", "z>a"));
        assertThat(validator.validate(definition)).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.message()).matches("[^\\p{Cntrl}\ud800-\udfff]+\\.");
            assertThat(problem.remedy()).isNotBlank();
        });
    }

    private static List<String> graphPlaces(List<Problem> problems) {
        return Processes.places(problems).stream()
                .filter(place -> !place.startsWith("settings."))
                .toList();
    }

    private static List<Edge> edges(String... arrows) {
        return Stream.of(arrows)
                .map(arrow -> arrow.split(">"))
                .map(ends -> new Edge(ends[0], ends[1]))
                .toList();
    }

    private static ProcessDefinition process(List<String> keys, List<String> types, List<Edge> edges) {
        List<Component> components = IntStream.range(0, keys.size())
                .mapToObj(i -> new Component(
                        keys.get(i),
                        types.get(i),
                        null,
                        "Label",
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        null,
                        false,
                        null))
                .toList();
        return new ProcessDefinition(
                1, "process", "Process", List.of(), components, edges, JsonNodeFactory.instance.objectNode());
    }
}
