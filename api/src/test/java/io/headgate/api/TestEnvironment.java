package io.headgate.api;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Points the application at the test database and at the fake of AWS. */
class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String url = TestDatabase.get().url();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "HEADGATE_DB_URL",
                                url,
                                "HEADGATE_DB_APP_PASSWORD",
                                TestDatabase.PASSWORD,
                                "HEADGATE_DB_OWNER_PASSWORD",
                                TestDatabase.PASSWORD,
                                "HEADGATE_DB_LOOP_PASSWORD",
                                TestDatabase.PASSWORD,
                                "headgate.alerts.mail.host",
                                "127.0.0.1",
                                "headgate.alerts.mail.port",
                                FakeMail.get().port())));
        // The SDK reads these from the environment or from here.
        System.setProperty("aws.endpointUrl", FakeCloud.get().url());
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }
}
