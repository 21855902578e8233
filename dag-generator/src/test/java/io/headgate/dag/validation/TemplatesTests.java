package io.headgate.dag.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.dag.catalog.BuiltInComponentTypes;
import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.ReadResult;
import io.headgate.dag.validation.SettingsLocations.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the interface offers to begin with can be published as it is, on the locations of the demo. */
class TemplatesTests {

    private static final Path TEMPLATES = Path.of("../web-ui/src/features/create/templates");

    private static final Map<String, Set<Access>> LOCATIONS =
            Map.of("raw", EnumSet.of(Access.READ), "curated", EnumSet.allOf(Access.class));

    private final ProcessValidator validator = new ProcessValidator(new BuiltInComponentTypes());

    static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyTemplateIsWithoutAProblem(Path template) throws IOException {
        ReadResult result = new DefinitionReader().readJson(Files.readAllBytes(template));
        assertThat(result).isInstanceOf(ReadResult.Readable.class);
        ReadResult.Readable readable = (ReadResult.Readable) result;
        assertThat(readable.definition().key() + ".json")
                .isEqualTo(template.getFileName().toString());
        assertThat(validator.validate(readable.definition(), LOCATIONS)).isEmpty();
    }

    @Test
    void thereAreSix() throws IOException {
        assertThat(templates()).hasSize(6);
    }
}
