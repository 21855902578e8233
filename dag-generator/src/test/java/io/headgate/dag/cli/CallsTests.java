package io.headgate.dag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallsTests {

    @Test
    void whatIsRunComesFirstAndTheRestStaysInItsOrder() {
        assertThat(order(process("a", "c", "d"), process("b"), process("c", "d"), process("d")))
                .containsExactly("d", "c", "a", "b");
    }

    @Test
    void aCircleAndWhatIsNotAmongThemAreNoHindrance() {
        assertThat(order(process("a", "b"), process("b", "a", "elsewhere"), process("c", "c")))
                .containsExactly("b", "a", "c");
    }

    @Test
    void aPlaceIsToldWhereAnotherOfThemIsNamedButNotTheProcessItself() {
        assertThat(Calls.pointersTo(Set.of("a", "b"), process("a", "elsewhere", "b", "a")))
                .containsExactly("/components/1/settings/process");
    }

    private static List<String> order(ProcessDefinition... processes) {
        return Calls.calledFirst(List.of(processes)).stream()
                .map(ProcessDefinition::key)
                .toList();
    }

    private static ProcessDefinition process(String key, String... called) {
        String components =
                Stream.of(called).map(each -> """
                        {"key":"run-%s","type":"run-process","label":"Run","settings":{"process":"%s"}}""".formatted(each, each)).collect(Collectors.joining(","));
        String text =
                "{\"schemaVersion\":1,\"key\":\"%s\",\"name\":\"P\",\"components\":[%s]}".formatted(key, components);
        return switch (new DefinitionReader().readJson(text.getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Readable readable -> readable.definition();
            case ReadResult.Unreadable unreadable -> throw new AssertionError(unreadable.problems());
        };
    }
}
