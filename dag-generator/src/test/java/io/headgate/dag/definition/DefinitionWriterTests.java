package io.headgate.dag.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.HostileText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class DefinitionWriterTests {

    private final DefinitionWriter writer = new DefinitionWriter();

    @Provide
    Arbitrary<String> hostile() {
        return HostileText.texts();
    }

    @Property
    void aRoundTripKeepsEverything(
            @ForAll("hostile") String text,
            @ForAll("hostile") String key,
            @ForAll BigInteger number,
            @ForAll @IntRange(min = 0, max = 31_622_400) int seconds,
            @ForAll boolean flag) {
        ProcessDefinition definition = definition(text, key, number, seconds, flag);
        CanonicalDefinition written = writer.write(definition);
        assertThat(new DefinitionReader().readJson(written.bytes())).isEqualTo(new ReadResult.Readable(definition));
    }

    @Property
    void aRoundTripThroughYamlKeepsEverything(
            @ForAll("hostile") String text,
            @ForAll("hostile") String key,
            @ForAll BigInteger number,
            @ForAll @IntRange(min = 0, max = 31_622_400) int seconds,
            @ForAll boolean flag) {
        ProcessDefinition definition = definition(text, key, number, seconds, flag);
        boolean isWhole = (text + "|" + key).codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
        assertThat(writer.yaml(definition).isPresent()).isEqualTo(isWhole);
        writer.yaml(definition)
                .ifPresent(yaml -> assertThat(new DefinitionReader().readYaml(yaml.getBytes(StandardCharsets.UTF_8)))
                        .isEqualTo(new ReadResult.Readable(definition)));
    }

    @Example
    void yamlReadsAsAPersonWouldWriteIt() {
        ProcessDefinition definition = read("""
                {"schemaVersion":1,"key":"k","name":"Yes","components":[{"key":"rule","type":"sql-rule","label":"A rule",
                "settings":{"sql":"SELECT *\\nFROM a\\n","share":0.50,"none":null,"list":[]}}],"edges":[],"layout":{}}""");
        assertThat(writer.yaml(definition)).hasValue("""
                schemaVersion: 1
                key: k
                name: "Yes"
                components:
                - key: rule
                  type: sql-rule
                  label: A rule
                  settings:
                    sql: |
                      SELECT *
                      FROM a
                    share: 0.50
                    none: null
                    list: []
                edges: []
                layout: {}
                """);
    }

    @Example
    void theOrderOfFieldsInADocumentDoesNotChangeItsHash() {
        String one =
                "{\"schemaVersion\":1,\"key\":\"k\",\"name\":\"n\",\"components\":[],\"layout\":{\"b\":1,\"a\":2}}";
        String two =
                "{\"layout\":{\"a\":2,\"b\":1},\"components\":[],\"name\":\"n\",\"key\":\"k\",\"schemaVersion\":1}";
        assertThat(writer.write(read(one))).isEqualTo(writer.write(read(two)));
        assertThat(writer.write(read(one)).text()).isEqualTo("""
                        {
                          "components": [],
                          "edges": [],
                          "key": "k",
                          "layout": {
                            "a": 2,
                            "b": 1
                          },
                          "name": "n",
                          "schemaVersion": 1
                        }
                        """);
    }

    private static ProcessDefinition read(String json) {
        return ((ReadResult.Readable) new DefinitionReader().readJson(json.getBytes())).definition();
    }

    private static ProcessDefinition definition(String text, String key, BigInteger number, int seconds, boolean flag) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("text", text).put(key + "x", new BigDecimal("1.50")).put("flag", flag);
        BigInteger bounded = number.mod(BigInteger.TEN.pow(50)).add(BigInteger.TEN.pow(19));
        content.put("number", bounded)
                .putNull("nothing")
                .putArray("list")
                .add(1)
                .add("")
                .addObject();
        Duration duration = Duration.ofSeconds(seconds);
        Component component = new Component(
                key,
                text,
                flag ? 3 : null,
                text,
                content,
                flag ? new RetryPolicy(2, duration) : null,
                duration,
                flag,
                flag ? text : null);
        Parameter parameter =
                new Parameter(key, Parameter.Type.DATE, flag ? text : null, flag, flag ? content.get("text") : null);
        return new ProcessDefinition(
                1, key, text, List.of(parameter), List.of(component, component), List.of(new Edge(key, text)), content);
    }
}
