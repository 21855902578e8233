package io.headgate.dag.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTests {

    private static final ConditionNames NAMES = ConditionNames.of(process(), "last", new BuiltInComponentTypes());
    private static final Map<String, Object> VALUES = Map.of(
            "run.date",
            "2013-01-31",
            "param.mode",
            "full",
            "param.rate",
            1.5,
            "param.least",
            3L,
            "param.strict",
            true,
            "result.check.rowsOut",
            10L,
            "result.check.qualityPassed",
            true,
            "result.check.ran",
            true);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "param.mode == \"full\" ; true",
                "param.mode in ['delta', 'full'] ; true",
                "run.date >= '2013-02-01' ; false",
                "param.rate > 1 ; true",
                "result.check.rowsOut * 2 > param.least && param.strict ; true",
                "result.check.qualityPassed ? result.check.rowsOut > 100 : false ; false",
                "param.mode.startsWith('f') && size(param.mode) == 4 ; true",
                "!result.check.ran && result.check.rowsIn > 0 ; false",
                "result.check.ran || result.check.rowsIn > 0 ; true",
            })
    void aSoundConditionIsDecidedByTheValues(String text, boolean holds) {
        assertThat(sound(text).evaluate(VALUES))
                .isInstanceOfSatisfying(
                        Verdict.Decided.class,
                        decided -> assertThat(decided.holds()).isEqualTo(holds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "param.mod == 'x' ; 1 ; there is nothing called \"param.mod\" here ; param.mode",
                "true && result.chek.rowsOut > 1 ; 9 ; there is nothing called \"result.chek.rowsOut\" here ; result.check.rowsOut",
                "result.in.rulesFailed > 1 ; 8 ; it cannot be understood ; Compare",
                "result.source.rulesFailed > 1 ; 1 ; there is nothing called \"result.source.rulesFailed\" here ; result.source.rowsIn",
                "result.last.ran ; 1 ; there is nothing called \"result.last.ran\" here ; components before this one only",
                "param.mode == full ; 15 ; there is nothing called \"full\" here ; quotes",
                "param.least + 1 ; 0 ; it must come to yes or no, but comes to a whole number ; > 0",
                "param.least > 'a' ; 13 ; \">\" does not go with a whole number and a text ; same kind",
                "param.mode = 'x' ; 12 ; it cannot be understood from \"= 'x'\" on ; ==",
                "param.least > ; 14 ; it ends too early ; Compare",
                "[1, 2].all(x, x > 0) ; 11 ; there is no function \"all\" ; Functions are",
                "param.mode.matches('(a+)+') ; 19 ; there is no function \"matches\" ; Functions are",
                "{'a': 1}.a == 1 ; 1 ; a dot can only stand within a name ; whole",
            })
    void aFaultIsToldInWordsWithItsPlace(String text, int column, String message, String remedy) {
        assertThat(Condition.read(text, NAMES)).isInstanceOfSatisfying(Condition.Reading.Faulty.class, faulty -> {
            ConditionFault fault = faulty.faults().getFirst();
            assertThat(fault.message()).startsWith(message);
            assertThat(fault.column()).isEqualTo(column);
            assertThat(fault.remedy()).contains(remedy);
        });
    }

    @Test
    void everyUnknownNameIsToldAtOnce() {
        assertThat(Condition.read("param.a > 1 && param.b > 1", NAMES))
                .isInstanceOfSatisfying(
                        Condition.Reading.Faulty.class,
                        faulty -> assertThat(faulty.faults())
                                .extracting(ConditionFault::column)
                                .containsExactly(1, 16));
    }

    @Test
    void whatIsTooLargeOrTooDeepIsRefusedBeforeItIsWorkedOut() {
        for (String text : new String[] {
            "true" + " || true".repeat(125),
            "(".repeat(400) + "true" + ")".repeat(400),
            "1" + "+1".repeat(490) + " > 1",
            " "
        }) {
            assertThat(Condition.read(text, NAMES)).isInstanceOf(Condition.Reading.Faulty.class);
        }
    }

    @Test
    void whatHasNoValueOrGoesWrongIsToldAndNeverThrown() {
        assertThat(sound("result.check.rowsIn > 1").evaluate(VALUES))
                .isInstanceOfSatisfying(
                        Verdict.Undecidable.class,
                        verdict -> assertThat(verdict.why())
                                .isEqualTo("it asks for result.check.rowsIn, which has no value in this run"));
        assertThat(sound("param.least / 0 > 1").evaluate(VALUES))
                .isInstanceOfSatisfying(
                        Verdict.Undecidable.class,
                        verdict -> assertThat(verdict.why()).isEqualTo("it divides by zero"));
        assertThat(sound("int(param.mode) > 1").evaluate(VALUES)).isInstanceOf(Verdict.Undecidable.class);
        assertThat(sound("param.least + 9223372036854775807 > 1").evaluate(VALUES))
                .isInstanceOf(Verdict.Undecidable.class);
    }

    @Test
    void onlyTheValuesThatItNamesAreSeen() {
        assertThat(sound("param.mode == 'x'").evaluate(VALUES).seen()).isEqualTo(Map.of("param.mode", "full"));
    }

    @Property(tries = 500)
    void anyTextIsJudgedAndNeverThrows(@ForAll @StringLength(max = 60) String text) {
        assertThat(Condition.read(text, NAMES)).isNotNull();
    }

    @Property(tries = 500)
    void anyTextOfTheRightLettersIsJudged(
            @ForAll
                    @net.jqwik.api.constraints.Chars({
                        'a', '1', '.', '(', ')', '"', '\'', '&', '|', '>', '=', '[', ']', '{', '}', ':', '?', ' ', ',',
                        '-', '!', '\\', '`'
                    })
                    @StringLength(max = 40)
                    String text) {
        assertThat(Condition.read(text, NAMES)).isNotNull();
    }

    private static Condition sound(String text) {
        return switch (Condition.read(text, NAMES)) {
            case Condition.Reading.Sound sound -> sound.condition();
            case Condition.Reading.Faulty faulty ->
                throw new AssertionError(faulty.faults().toString());
        };
    }

    private static ProcessDefinition process() {
        String yaml = """
                schemaVersion: 1
                key: p
                name: P
                parameters:
                - {key: mode, type: string}
                - {key: rate, type: number}
                - {key: least, type: integer}
                - {key: strict, type: boolean}
                components:
                - {key: source, type: ingest-files, label: Source, settings: {}}
                - {key: check, type: quality-check, label: Check, settings: {}}
                - {key: last, type: sql-rule, label: Last, settings: {}}
                - {key: beside, type: sql-rule, label: Beside, settings: {}}
                edges:
                - {from: source, to: check}
                - {from: check, to: last}
                - {from: source, to: beside}
                layout: {}
                """;
        return switch (new DefinitionReader().readYaml(yaml.getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Readable readable -> readable.definition();
            case ReadResult.Unreadable unreadable ->
                throw new AssertionError(unreadable.problems().toString());
        };
    }
}
