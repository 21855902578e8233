package io.headgate.api.platform;

import jakarta.persistence.Converter;

@Converter(autoApply = true)
class TroubleConverter extends JsonConverter<Trouble> {

    TroubleConverter() {
        super(Trouble.class);
    }
}
