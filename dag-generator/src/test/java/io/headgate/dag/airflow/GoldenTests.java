package io.headgate.dag.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.definition.Sha256;
import io.headgate.dag.validation.ProcessValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rendered files, byte by byte. After a wanted change, write them anew with
 * {@code mvn -pl dag-generator test -Dtest=GoldenTests -Dgolden.update=true}, read the difference and raise
 * {@link AirflowRenderer#GENERATOR_VERSION}.
 */
class GoldenTests {

    private final AirflowRenderer renderer = new AirflowRenderer();

    static Iterable<String> cases() {
        return Goldens.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCaseRendersToItsGoldenBytes(String name) throws IOException {
        DagFile file = renderer.render(Goldens.request(name));
        if (Boolean.getBoolean("golden.update")) {
            Files.write(Goldens.dagFile(name), file.bytes());
        }
        assertThat(file.text())
                .isEqualTo(new String(Files.readAllBytes(Goldens.dagFile(name)), StandardCharsets.UTF_8));
        assertThat(file.bytes()).isEqualTo(Files.readAllBytes(Goldens.dagFile(name)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCaseIsAProcessThatMayBePublished(String name) {
        assertThat(new ProcessValidator(new BuiltInComponentTypes()).validate(Goldens.definition(name)))
                .isEmpty();
    }

    @Test
    void aConditionNeverReachesAirflow() {
        assertThat(renderer.render(Goldens.request("condition")).text()).doesNotContain("mode", "rowsOut", "result.");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFileCarriesTheHashOfItselfWithZerosInItsPlace(String name) {
        DagFile file = renderer.render(Goldens.request(name));
        String zeroed = file.text().replace(file.fingerprint(), "0".repeat(64));
        assertThat(Sha256.hex(zeroed.getBytes(StandardCharsets.US_ASCII))).isEqualTo(file.fingerprint());
        assertThat(file.text()).containsOnlyOnce("\"sha256:" + file.fingerprint() + "\"");
        assertThat(file.sha256()).isEqualTo(Sha256.hex(file.bytes()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFileIsPlainAsciiWithShortLines(String name) {
        String text = renderer.render(Goldens.request(name)).text();
        assertThat(text).matches("[\\n -~]*").endsWith("\n").doesNotEndWith("\n\n");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(88));
        assertThat(text.lines()).noneSatisfy(line -> assertThat(line).endsWith(" "));
    }

    @Test
    void everyPairOfTasksIsBoundToItsComponentByPlace() {
        assertThat(renderer.render(Goldens.request("diamond")).tasks())
                .containsExactly(
                        new TaskBinding(1, "export_all"),
                        new TaskBinding(2, "joined"),
                        new TaskBinding(3, "left_side"),
                        new TaskBinding(4, "right_side"),
                        new TaskBinding(5, "ingest"));
    }

    @Test
    void theFileIsNamedAfterItsDagAndNothingElse() {
        assertThat(renderer.render(Goldens.request("hostile-labels")).path()).isEqualTo("dags/hhostilelabe.py");
    }
}
