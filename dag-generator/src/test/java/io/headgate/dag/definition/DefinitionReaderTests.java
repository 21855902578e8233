package io.headgate.dag.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DefinitionReaderTests {

    private static final String YAML = """
            schemaVersion: 1
            key: flight-delays
            name: Flight delays   # a comment
            parameters:
              - {key: least, type: integer, default: 0x0F}
            components:
              - key: ingest
                type: ingest-files
                label: 'yes'
                settings: {header: true, nullValue: "NA", maxBadPercent: 2.50, note: no}
                retries: {count: 2, delay: PT1M}
                timeout: PT2H
            edges: []
            """;

    private final DefinitionReader reader = new DefinitionReader();

    @Example
    void yamlIsReadByTheCoreSchemaOfYaml12() {
        ProcessDefinition definition = definition(yaml(YAML));
        Component component = definition.components().getFirst();
        assertThat(component.label()).isEqualTo("yes");
        assertThat(component.settings().toString())
                .isEqualTo("{\"header\":true,\"nullValue\":\"NA\",\"maxBadPercent\":2.50,\"note\":\"no\"}");
        assertThat(component.timeout()).isEqualTo(Duration.ofHours(2));
        assertThat(component.retries()).isEqualTo(new RetryPolicy(2, Duration.ofMinutes(1)));
        assertThat(definition.parameters().getFirst().defaultValue().intValue()).isEqualTo(15);
        assertThat(definition.layout().isEmpty()).isTrue();
    }

    @Example
    void theSameProcessInJsonIsTheSameDefinition() {
        ProcessDefinition definition = definition(yaml(YAML));
        byte[] json = new DefinitionWriter().write(definition).bytes();
        assertThat(definition(reader.readJson(json))).isEqualTo(definition);
        // JSON is YAML 1.2.
        assertThat(definition(reader.readYaml(json))).isEqualTo(definition);
    }

    @Example
    void everyFaultOfShapeIsToldWithItsPlace() {
        String document = """
                {"schemaVersion": 2, "key": 7, "extra": true, "components": [
                  {"key": "a", "type": "t", "label": null, "settings": [], "timeout": "2h", "disabled": "no"},
                  "not a component",
                  {"type": "t", "label": "L", "settings": {}, "version": 1.5, "retries": {"count": "2"}}],
                 "edges": [{"from": "a"}, {"from": "a", "to": "b", "weight": 1}],
                 "parameters": {}, "layout": 1}
                """;
        assertThat(places(json(document)))
                .containsExactlyInAnyOrder(
                        "schema-version.unknown /schemaVersion",
                        "field.type /key",
                        "field.missing /name",
                        "field.unknown /extra",
                        "field.type /components/0/label",
                        "field.type /components/0/settings",
                        "field.type /components/0/timeout",
                        "field.type /components/0/disabled",
                        "field.type /components/1",
                        "field.missing /components/2/key",
                        "field.type /components/2/version",
                        "field.type /components/2/retries/count",
                        "field.missing /components/2/retries/delay",
                        "field.missing /edges/0/to",
                        "field.unknown /edges/1/weight",
                        "field.type /parameters",
                        "field.type /layout");
    }

    @Example
    void duplicateFieldsAreToldInBothForms() {
        assertThat(places(json("{\"key\": \"a\", \"key\": \"b\", \"x\": {\"y/z\": 1, \"y/z\": 2}}")))
                .contains("field.duplicate /key", "field.duplicate /x/y~1z");
        assertThat(places(yaml("key: a\nkey: b\nlayout: {x: 1, x: 2}")))
                .contains("field.duplicate /key", "field.duplicate /layout/x");
    }

    @Example
    void whatMakesASmallYamlLargeOrAliveIsRefused() {
        assertThat(places(yaml("a: &a [lol, lol]\nb: [*a, *a]"))).contains("document.alias /b/0");
        assertThat(places(yaml("a: &a\n  <<: *a"))).contains("document.alias /a/<<");
        assertThat(places(yaml("? *a\n: 1"))).contains("document.alias ");
        assertThat(places(yaml("key: !!python/object/apply:os.system [id]"))).contains("document.tag /key");
        assertThat(places(yaml("key: !!str 1"))).contains("document.tag /key");
        assertThat(places(yaml("!x {a: 1}"))).contains("document.tag ");
        assertThat(places(yaml("? [a]\n: 1"))).contains("field.duplicate ");
        assertThat(places(yaml("a: 1\n---\na: 2"))).contains("document.count ");
        assertThat(places(yaml(""))).contains("document.count ");
        assertThat(places(yaml("a: .inf\nb: .nan"))).contains("document.number /a", "document.number /b");
    }

    @Example
    void sizeAndDepthAreBounded() {
        assertThat(places(json(" ".repeat(DocumentLimits.MAX_BYTES + 1)))).containsExactly("document.size ");
        for (int depth : List.of(51, 100_000)) {
            assertThat(places(json("[".repeat(depth)))).containsExactly("document.depth " + "/0".repeat(50));
            assertThat(places(yaml("[".repeat(depth)))).containsExactly("document.depth " + "/0".repeat(50));
        }
        assertThat(places(json("{\"a\":".repeat(60)))).containsExactly("document.depth " + "/a".repeat(50));
    }

    @Example
    void numbersThatWouldCostTooMuchAreRefused() {
        for (String number : List.of("1e999999999", "1e-999999999", "9".repeat(100_000), "1e99999999999999", "1e301")) {
            assertThat(places(json("{\"layout\": {\"x\": " + number + "}}"))).contains("document.number /layout/x");
            assertThat(places(yaml("layout: {x: " + number + "}"))).contains("document.number /layout/x");
        }
    }

    @Example
    void brokenTextIsToldWithItsLine() {
        assertThat(problems(json("{\n  \"key\": }"))).first().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DOCUMENT_SYNTAX);
            assertThat(problem.message()).startsWith("Line 2, column");
        });
        assertThat(problems(yaml("a: [1\nb: 2"))).first().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DOCUMENT_SYNTAX);
            assertThat(problem.message()).startsWith("Line 2, column");
        });
        for (String broken :
                List.of("", "{", "nul", "{}{}", "[1,]", "{\"a\" 1}", "\u0001", "{'a':1}", "// c\n{}", "NaN")) {
            assertThat(places(json(broken))).first().asString().startsWith("document.syntax");
        }
        assertThat(places(reader.readJson(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0})))
                .containsExactly("document.encoding ");
    }

    @Example
    void durationsAreWholeNumbersAndAtMostAYear() {
        for (String wrong :
                List.of("", "P", "PT", "P1DT", "5M", "PT1.5S", "-PT1S", "PT-1S", "pt5m", "P1Y", "P1W", "PT5M\\n")) {
            assertThat(places(json(withTimeout(wrong)))).as(wrong).containsExactly("field.type /components/0/timeout");
        }
        assertThat(places(json(withTimeout("P367D")))).containsExactly("field.value /components/0/timeout");
        assertThat(definition(json(withTimeout("P1DT2H3M4S")))
                        .components()
                        .getFirst()
                        .timeout())
                .isEqualTo(Duration.parse("P1DT2H3M4S"));
    }

    @Provide
    Arbitrary<String> almostDocuments() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"",
                "'",
                "key",
                "\n",
                "\n  ",
                "- ",
                "? ",
                ": ",
                "&a ",
                "*a",
                "!!x ",
                "|\n",
                ">-\n",
                "---\n",
                "...\n",
                "%YAML 1.1\n",
                "#",
                "\\ud800",
                "\"\\uD800\"",
                "\t",
                "null",
                "1e9",
                "0x",
                "\u2028",
                "components",
                "\\x",
                "@",
                "`",
                "<<",
                "\0",
                "\ufeff");
        return pieces.list().ofMaxSize(25).map(parts -> String.join("", parts));
    }

    @Property(tries = 3000)
    void noTextMakesTheReaderThrow(@ForAll("almostDocuments") String text) {
        assertThat(json(text)).isNotNull();
        assertThat(yaml(text)).isNotNull();
    }

    @Example
    void charactersOfTwoUnitsAreReadWhereverTheyStand() {
        for (String before : List.of("", "x")) {
            String label = before + "🛫".repeat(2_000);
            ProcessDefinition definition = definition(yaml(YAML.replace("'yes'", label)));
            assertThat(definition.components().getFirst().label()).isEqualTo(label);
        }
    }

    @Property(tries = 500)
    void noBytesMakeTheReaderThrow(@ForAll byte[] bytes) {
        assertThat(reader.readJson(bytes)).isInstanceOf(ReadResult.class);
        assertThat(reader.readYaml(bytes)).isInstanceOf(ReadResult.class);
    }

    private static String withTimeout(String timeout) {
        return "{\"schemaVersion\":1,\"key\":\"k\",\"name\":\"n\",\"components\":[{\"key\":\"a\",\"type\":\"t\",\"label\":\"l\","
                + "\"settings\":{},\"timeout\":\"" + timeout + "\"}]}";
    }

    private ReadResult json(String text) {
        return reader.readJson(text.getBytes(StandardCharsets.UTF_8));
    }

    private ReadResult yaml(String text) {
        return reader.readYaml(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ProcessDefinition definition(ReadResult result) {
        assertThat(result).isInstanceOf(ReadResult.Readable.class);
        return ((ReadResult.Readable) result).definition();
    }

    private static List<Problem> problems(ReadResult result) {
        assertThat(result).isInstanceOf(ReadResult.Unreadable.class);
        return ((ReadResult.Unreadable) result).problems();
    }

    private static List<String> places(ReadResult result) {
        return problems(result).stream()
                .map(problem -> problem.code() + " " + problem.pointer())
                .toList();
    }
}
