package io.headgate.api.retention;

import io.headgate.api.run.RunRemoval;
import io.headgate.api.stage.Stages;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Makes the files of exports from what is stored. */
@Service
class HistoryFiles {

    private final RunRemoval runs;
    private final Stages stages;
    private final JsonMapper json;

    HistoryFiles(RunRemoval runs, Stages stages, JsonMapper json) {
        this.runs = runs;
        this.stages = stages;
        this.json = json;
    }

    /** The file of an export, as its runs are now. */
    @Transactional(readOnly = true)
    public HistoryFile of(Export export) {
        return HistoryFile.of(
                json,
                stages.byId(export.stageId()).key(),
                export.firstEnd(),
                export.lastEnd(),
                runs.shown(export.runs()));
    }
}
