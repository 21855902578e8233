package io.headgate.api.run;

import io.headgate.api.platform.JsonConverter;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class MarkConverter extends JsonConverter<Mark> {

    MarkConverter() {
        super(Mark.class);
    }
}
