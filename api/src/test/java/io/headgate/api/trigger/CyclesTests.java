package io.headgate.api.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.trigger.TriggerStore.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Circles of processes that start one another. */
class CyclesTests {

    private final List<UUID> ids =
            IntStream.range(0, 12).mapToObj(i -> new UUID(0, i)).toList();

    @Test
    void aCircleIsToldWithEachOfItsProcesses() {
        assertThat(Cycles.path(List.of(edge(0, 1), edge(1, 2), edge(2, 0), edge(1, 5)), ids.get(1), ids.get(1)))
                .containsExactly(ids.get(1), ids.get(2), ids.get(0), ids.get(1));
        assertThat(Cycles.path(List.of(edge(3, 3)), ids.get(3), ids.get(3))).containsExactly(ids.get(3), ids.get(3));
    }

    /** Against a search by repeated squaring of what reaches what. */
    @RepeatedTest(50)
    void aCircleIsFoundJustWhenThereIsOne(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        boolean[][] reaches = new boolean[12][12];
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < 6 + random.nextInt(10); i++) {
            int from = random.nextInt(12);
            int to = random.nextInt(12);
            edges.add(edge(from, to));
            reaches[from][to] = true;
        }
        for (int k = 0; k < 12; k++) {
            for (int i = 0; i < 12; i++) {
                for (int j = 0; j < 12; j++) {
                    reaches[i][j] |= reaches[i][k] && reaches[k][j];
                }
            }
        }

        for (int i = 0; i < 12; i++) {
            List<UUID> path = Cycles.path(edges, ids.get(i), ids.get(i));
            assertThat(path.isEmpty()).isEqualTo(!reaches[i][i]);
            for (int step = 1; step < path.size(); step++) {
                assertThat(edges).contains(new Edge(path.get(step - 1), path.get(step)));
            }
        }
    }

    private Edge edge(int from, int to) {
        return new Edge(ids.get(from), ids.get(to));
    }
}
