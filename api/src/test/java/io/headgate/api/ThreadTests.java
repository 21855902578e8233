package io.headgate.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/** Nothing runs on virtual threads, in which the start of a busy instance can stand still for ever: ADR 22. */
@ApiTest
class ThreadTests {

    @Autowired
    Environment environment;

    @Test
    void requestsAndSchedulesRunOnPlatformThreads() {
        assertThat(Threading.PLATFORM.isActive(environment)).isTrue();
    }

    @Test
    void noCodeOfOursStartsAVirtualThread() {
        noClasses()
                .should()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .callMethod(Executors.class, "newVirtualThreadPerTaskExecutor")
                .check(new ClassFileImporter().importPackages("io.headgate"));
    }
}
