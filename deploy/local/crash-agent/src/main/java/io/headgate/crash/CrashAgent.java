package io.headgate.crash;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * Puts a look at {@link CrashPoint} into the methods that {@code points.txt} names. Its argument is the folder in which a test
 * arms a point.
 */
public final class CrashAgent {

    private record Point(String name, String where, String type, String method) {

        static Point read(String line) {
            String[] words = line.trim().split("\\s+");
            return new Point(words[0], words[1], words[2], words[3]);
        }
    }

    private CrashAgent() {}

    public static void premain(String folder, Instrumentation instrumentation) {
        CrashPoint.armedIn(Path.of(folder));
        AgentBuilder agent = new AgentBuilder.Default().disableClassFormatChanges();
        for (Point point : points()) {
            Class<?> advice = point.where().equals("enter") ? OnEnter.class : OnExit.class;
            agent = agent.type(named(point.type()))
                    .transform((builder, type, loader, module, domain) -> builder.visit(Advice.withCustomMapping()
                            .bind(Name.class, point.name())
                            .to(advice)
                            .on(named(point.method()))));
        }
        agent.installOn(instrumentation);
    }

    private static List<Point> points() {
        try (InputStream in = CrashAgent.class.getResourceAsStream("points.txt")) {
            if (in == null) {
                throw new IllegalStateException("points.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Point::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Code that is put at the beginning of a method. */
    static final class OnEnter {

        private OnEnter() {}

        @Advice.OnMethodEnter
        static void enter(@Name String name) {
            CrashPoint.reached(name);
        }
    }

    /** Code that is put at a method's good end. */
    static final class OnExit {

        private OnExit() {}

        @Advice.OnMethodExit
        static void exit(@Name String name) {
            CrashPoint.reached(name);
        }
    }
}
