package io.headgate.api.run;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a {@link ComponentError} as JSON in a text column. */
@Converter(autoApply = true)
class ComponentErrorConverter implements AttributeConverter<ComponentError, String> {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable ComponentError error) {
        return error == null ? null : JSON.writeValueAsString(error);
    }

    @Override
    public @Nullable ComponentError convertToEntityAttribute(@Nullable String text) {
        return text == null ? null : JSON.readValue(text, ComponentError.class);
    }
}
