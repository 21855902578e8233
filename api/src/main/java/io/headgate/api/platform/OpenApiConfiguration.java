package io.headgate.api.platform;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the generated contract says beyond the controllers. */
@Configuration
class OpenApiConfiguration {

    /** Schemas of what the server binds to a request by itself: who calls, for which tenant, in which form. */
    private static final Set<String> BOUND = Set.of("CurrentTenant", "Caller", "MediaType");

    @Bean
    OpenApiCustomizer describe() {
        return api -> {
            api.info(new Info().title("Headgate").version("v1"));
            api.servers(List.of());
            api.getPaths()
                    .forEach((path, item) -> item.readOperations().forEach(operation -> withoutBound(path, operation)));
            BOUND.forEach(api.getComponents().getSchemas()::remove);
        };
    }

    /** Controllers take the tenant as an object that is bound to the request; in the path it is a key. */
    private static void withoutBound(String path, Operation operation) {
        List<Parameter> parameters = operation.getParameters() == null
                ? new ArrayList<>()
                : operation.getParameters().stream()
                        .filter(parameter -> !isBound(parameter))
                        .collect(Collectors.toCollection(ArrayList::new));
        if (path.contains("{tenant}")
                && parameters.stream().noneMatch(parameter -> "tenant".equals(parameter.getName()))) {
            parameters.addFirst(new Parameter()
                    .name("tenant")
                    .in("path")
                    .required(true)
                    .description("Key of the tenant")
                    .schema(new StringSchema()));
        }
        operation.setParameters(parameters.isEmpty() ? null : parameters);
    }

    private static boolean isBound(Parameter parameter) {
        String reference =
                parameter.getSchema() == null ? null : parameter.getSchema().get$ref();
        return reference != null && BOUND.contains(reference.substring(reference.lastIndexOf('/') + 1));
    }
}
