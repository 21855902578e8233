package io.headgate.api.platform;

import static java.util.Map.entry;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** What the generated contract says beyond the controllers. */
@Configuration
class OpenApiConfiguration {

    /** Schemas of what the server binds to a request by itself: who calls, for which tenant, in which form. */
    private static final Set<String> BOUND = Set.of("CurrentTenant", "Caller", "MediaType");

    /** What names in paths and headers mean wherever they stand, unless a controller says it in its own words. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            entry("account", "Id of the account"),
            entry("after", "Key of the process after which this one starts"),
            entry("alert", "Id of the alert"),
            entry("backfill", "Id of the backfill"),
            entry("calendar", "Id of the calendar"),
            entry("channel", "Id of the channel"),
            entry("component", "Key of the component"),
            entry("delivery", "Id of the delivery"),
            entry("Idempotency-Key", "Sent again with the same key, the request does nothing new"),
            entry("If-Match", "The etag of what was read; refused if it has changed since"),
            entry("kind", "What the rule is about"),
            entry("location", "Key of the location"),
            entry("number", "Number of the version or publication"),
            entry("page", "Number of the page; the first one is 0"),
            entry("process", "Key of the process"),
            entry("request", "Id of the request"),
            entry("run", "Id of the run"),
            entry("size", "Most items of a page"),
            entry("stage", "Key of the stage; the default one when it is left out"),
            entry("token", "Id of the token"),
            entry("trial", "Id of the trial"),
            entry("watch", "Id of the watch"));

    private static final Pattern CODE = Pattern.compile("</?code>");

    @Bean
    OpenApiCustomizer describe() {
        return api -> {
            api.info(new Info().title("Headgate").version("v1"));
            api.servers(List.of());
            api.getPaths()
                    .forEach((path, item) -> item.readOperations().forEach(operation -> {
                        withoutBound(path, operation);
                        describe(operation);
                    }));
            BOUND.forEach(api.getComponents().getSchemas()::remove);
            api.getComponents().getSchemas().values().forEach(OpenApiConfiguration::inMarkdown);
        };
    }

    /** The same name as long as class and method have theirs: clients are generated from it. */
    @Bean
    GlobalOperationCustomizer named() {
        return (operation, handler) -> {
            String controller = handler.getBeanType().getSimpleName().replaceFirst("Controller$", "");
            String method = handler.getMethod().getName();
            return operation.operationId(StringUtils.uncapitalize(controller) + StringUtils.capitalize(method));
        };
    }

    /** Comments of sources come in HTML; the contract is in Markdown. */
    private static void inMarkdown(Schema<?> schema) {
        schema.setDescription(inMarkdown(schema.getDescription()));
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(OpenApiConfiguration::inMarkdown);
        }
    }

    private static @Nullable String inMarkdown(@Nullable String html) {
        return html == null ? null : CODE.matcher(html).replaceAll("`");
    }

    private static void describe(Operation operation) {
        operation.setDescription(inMarkdown(operation.getDescription()));
        operation.setSummary(inMarkdown(operation.getSummary()));
        if (operation.getDescription() != null && operation.getDescription().equals(operation.getSummary())) {
            operation.setDescription(null);
        }
        if (operation.getParameters() != null) {
            for (Parameter parameter : operation.getParameters()) {
                String told = parameter.getDescription();
                parameter.setDescription(told == null ? NAMES.get(parameter.getName()) : inMarkdown(told));
            }
        }
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
