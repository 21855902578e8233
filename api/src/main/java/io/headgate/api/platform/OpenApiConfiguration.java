package io.headgate.api.platform;

import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the generated contract says beyond the controllers. */
@Configuration
class OpenApiConfiguration {

    @Bean
    OpenApiCustomizer describe() {
        return api -> {
            api.info(new Info().title("Headgate").version("v1"));
            api.servers(List.of());
            // Controllers take the tenant as an object that is bound to the request; in the path it is a key.
            api.getPaths().forEach((path, item) -> {
                if (path.contains("{tenant}")) {
                    item.readOperations().stream()
                            .filter(operation -> operation.getParameters() == null
                                    || operation.getParameters().stream()
                                            .noneMatch(parameter -> "tenant".equals(parameter.getName())))
                            .forEach(operation -> operation.addParametersItem(new Parameter()
                                    .name("tenant")
                                    .in("path")
                                    .required(true)
                                    .description("Key of the tenant")
                                    .schema(new StringSchema())));
                }
            });
        };
    }
}
