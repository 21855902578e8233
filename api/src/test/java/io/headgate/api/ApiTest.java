package io.headgate.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A test of the whole application on a real PostgreSQL; what it calls is {@link FakeCloud}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.profiles.active=local",
            "headgate.public-url=http://127.0.0.1:1",
            "headgate.first-admin.username=admin",
            "headgate.first-admin.password=admin-password",
            "headgate.first-admin.token=" + ApiTest.ADMIN_TOKEN,
            "headgate.aws.call-timeout=2s",
            "headgate.aws.path-style-buckets=true",
            "headgate.aws.host-prefix=false",
            "headgate.alerts.keys=test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "headgate.alerts.allow-local=true",
            "headgate.alerts.gather=50ms",
            "headgate.alerts.retry=20ms",
            "headgate.alerts.mail.tls=NONE",
            "server.address=127.0.0.1"
        })
@Import({TestTenants.class, TestWork.class})
@ContextConfiguration(initializers = TestEnvironment.class)
public @interface ApiTest {

    String ADMIN_TOKEN = "hgt_token_of_the_first_admin";
}
