package io.headgate.api.run;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a {@link Mark} as JSON in a text column. */
@Converter(autoApply = true)
class MarkConverter implements AttributeConverter<Mark, String> {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Mark mark) {
        return mark == null ? null : JSON.writeValueAsString(mark);
    }

    @Override
    public @Nullable Mark convertToEntityAttribute(@Nullable String text) {
        return text == null ? null : JSON.readValue(text, Mark.class);
    }
}
