package io.headgate.api.run;

import io.headgate.api.platform.JsonConverter;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class ComponentErrorConverter extends JsonConverter<ComponentError> {

    ComponentErrorConverter() {
        super(ComponentError.class);
    }
}
