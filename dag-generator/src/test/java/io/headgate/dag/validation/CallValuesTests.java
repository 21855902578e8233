package io.headgate.dag.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.definition.Parameter;
import io.headgate.dag.definition.Pointer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CallValuesTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<Parameter> DECLARED = List.of(
            new Parameter("text", Parameter.Type.STRING, null, false, null),
            new Parameter("whole", Parameter.Type.INTEGER, null, true, null),
            new Parameter("number", Parameter.Type.NUMBER, null, false, null),
            new Parameter("flag", Parameter.Type.BOOLEAN, null, false, null),
            new Parameter("day", Parameter.Type.DATE, null, false, null));

    @Test
    void valuesBecomeWhatTheOtherProcessDeclares() {
        JsonNode fitted = CallValues.fitted(
                DECLARED,
                JSON.readTree(
                        "{\"text\":15,\"whole\":\" -7 \",\"number\":\"1.5e2\",\"flag\":\"true\",\"day\":\"2013-01-31\"}"));

        assertThat(fitted.path("text").stringValue()).isEqualTo("15");
        assertThat(fitted.path("whole").longValue()).isEqualTo(-7);
        assertThat(fitted.path("number").decimalValue()).isEqualByComparingTo("150");
        assertThat(fitted.path("flag").booleanValue()).isTrue();
        assertThat(fitted.path("day").stringValue()).isEqualTo("2013-01-31");
        assertThat(ParameterValues.bind(DECLARED, fitted, Pointer.ROOT).problems())
                .isEmpty();
    }

    @Test
    void whatCannotBecomeThatStaysAndIsToldByItsPlace() {
        JsonNode given = JSON.readTree(
                "{\"whole\":\"1.5\",\"number\":\"much\",\"flag\":\"yes\",\"day\":\"tomorrow\",\"none\":\"x\"}");

        assertThat(Processes.places(ParameterValues.bind(DECLARED, CallValues.fitted(DECLARED, given), Pointer.ROOT)
                        .problems()))
                .containsExactlyInAnyOrder(
                        "parameter.value /whole",
                        "parameter.value /number",
                        "parameter.value /flag",
                        "parameter.value /day",
                        "parameter.unknown /none");
    }

    @Test
    void aNumberThatNoNumberCanHoldStaysAText() {
        JsonNode fitted = CallValues.fitted(
                DECLARED, JSON.readTree("{\"whole\":\"99999999999999999999\",\"number\":\"1e9999\"}"));
        assertThat(fitted.path("whole").isString()).isTrue();
        assertThat(fitted.path("number").isString()).isTrue();
    }

    @Test
    void beforeARunOnlyWhatHasNoPlaceholderIsJudged() {
        Pointer at = Pointer.ROOT.field("parameters");
        assertThat(CallValues.check(DECLARED, JSON.readTree("{\"whole\":\"${param.n}\",\"flag\":\"${param.f}\"}"), at))
                .isEmpty();
        assertThat(Processes.places(CallValues.check(
                        DECLARED, JSON.readTree("{\"flag\":\"perhaps\",\"none\":\"${run.date}\"}"), at)))
                .containsExactlyInAnyOrder(
                        "parameter.value /parameters/flag",
                        "parameter.missing /parameters/whole",
                        "parameter.unknown /parameters/none");
    }
}
