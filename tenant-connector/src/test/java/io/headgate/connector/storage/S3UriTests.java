package io.headgate.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3UriTests {

    @Test
    void anAddressIsReadAndWrittenAlike() {
        for (String text : new String[] {"s3://acme-data/raw/2013", "s3://acme-data/"}) {
            assertThat(S3Uri.parse(text)).hasToString(text);
        }
        assertThat(S3Uri.parse("s3://acme-data")).isEqualTo(new S3Uri("acme-data", ""));
    }

    @Test
    void aPlaceBelowHasExactlyOneSlashBetween() {
        for (String text : new String[] {"s3://acme-data/raw", "s3://acme-data/raw/"}) {
            assertThat(S3Uri.parse(text).resolve("x/y")).hasToString("s3://acme-data/raw/x/y");
        }
        assertThat(S3Uri.parse("s3://acme-data").resolve("x")).hasToString("s3://acme-data/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3://",
                "s3://a",
                "s3://Acme-Data/x",
                "s3://acme_data/x",
                "https://acme-data/x",
                "s3:/acme-data/x",
                " s3://acme-data/x",
                "s3://acme-data/x\ny",
                "s3://-acme/x",
                "s3://acme-data?x"
            })
    void anythingElseIsRefused(String text) {
        assertThat(S3Uri.isValid(text)).isFalse();
    }
}
