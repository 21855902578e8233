package io.headgate.api.platform;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a {@link Trouble} as JSON in a text column. */
@Converter(autoApply = true)
class TroubleConverter implements AttributeConverter<Trouble, String> {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Trouble trouble) {
        return trouble == null ? null : JSON.writeValueAsString(trouble);
    }

    @Override
    public @Nullable Trouble convertToEntityAttribute(@Nullable String text) {
        return text == null ? null : JSON.readValue(text, Trouble.class);
    }
}
