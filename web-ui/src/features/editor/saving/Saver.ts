import type { DraftAnswer } from "@contract";
import { asProblem, isPassing, type ProblemDetails } from "@/api/problem";
import { stable } from "../model/differences";
import { type Draft, readDraft } from "../model/draft";

/** How a draft stands to what the server has. */
export type SaveState =
  | { kind: "saved" }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "offline" }
  | { kind: "signed-out" }
  | { kind: "conflict"; theirs: DraftAnswer }
  | { kind: "changed"; theirs: DraftAnswer; by: string }
  | { kind: "refused"; problem: ProblemDetails };

export interface SaverOutside {
  save: (draft: Draft, etag: string) => Promise<DraftAnswer>;
  /** What stands on the server now. */
  load: () => Promise<DraftAnswer>;
  onState: (state: SaveState) => void;
  onSaved: (draft: Draft, answer: DraftAnswer) => void;
}

const PAUSE = 700;
const AGAIN = [2_000, 5_000, 15_000, 30_000] as const;

/** Saves a draft by itself: a moment after the last change, one call at a time, and again until the server is back. */
export class Saver {
  readonly #outside: SaverOutside;
  #etag: string;
  #unsaved: Draft | null = null;
  #state: SaveState = { kind: "saved" };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isLeft = false;
  #saving: Promise<void> | null = null;

  constructor(etag: string, outside: SaverOutside) {
    this.#etag = etag;
    this.#outside = outside;
  }

  get etag(): string {
    return this.#etag;
  }

  get isLeft(): boolean {
    return this.#isLeft;
  }

  get state(): SaveState {
    return this.#state;
  }

  change(draft: Draft): void {
    this.#unsaved = draft;
    if (this.#state.kind === "conflict") {
      return;
    }
    if (this.#state.kind !== "saving" && this.#state.kind !== "offline" && this.#state.kind !== "signed-out") {
      this.#tell({ kind: "waiting" });
    }
    if (this.#state.kind !== "offline" && this.#state.kind !== "signed-out") {
      this.#schedule(PAUSE);
    }
  }

  /** Saves at once what is not saved yet; whether all is saved then. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#saving) {
      await this.#saving;
    }
    if (this.#unsaved && this.#state.kind !== "conflict") {
      this.#saving = this.#save(this.#unsaved).finally(() => {
        this.#saving = null;
      });
      await this.#saving;
    }
    return this.#unsaved === null;
  }

  /** Something else stands on the server, and its reader has to choose. */
  meet(theirs: DraftAnswer, mine: Draft): void {
    clearTimeout(this.#timer);
    this.#unsaved = mine;
    this.#tell({ kind: "conflict", theirs });
  }

  /** Somebody else has saved while nothing of ours waits to be; whoever goes on editing without a look has to choose later. */
  notice(theirs: DraftAnswer, by: string): void {
    const isIdle = this.#state.kind === "saved" || this.#state.kind === "changed";
    if (isIdle && this.#unsaved === null) {
      this.#tell(theirs.etag === this.#etag ? { kind: "saved" } : { kind: "changed", theirs, by });
    }
  }

  /** Goes on from their state: with our draft over it, or with theirs and nothing to save. */
  settle(theirs: DraftAnswer, mine: Draft | null): void {
    this.#etag = theirs.etag;
    this.#unsaved = mine;
    this.#tell({ kind: mine ? "waiting" : "saved" });
    if (mine) {
      this.#schedule(0);
    }
  }

  /** Its page is there, and wants it to go on by itself. */
  enter(): void {
    this.#isLeft = false;
  }

  /** Its page is left: one more try, then what is not saved is the recovery's. */
  leave(): void {
    this.#isLeft = true;
    void this.flush();
  }

  #schedule(pause: number): void {
    clearTimeout(this.#timer);
    if (this.#isLeft) {
      return;
    }
    this.#timer = setTimeout(() => void this.flush(), pause);
  }

  #tell(state: SaveState): void {
    this.#state = state;
    this.#outside.onState(state);
  }

  async #save(draft: Draft): Promise<void> {
    this.#tell({ kind: "saving" });
    try {
      this.#took(draft, await this.#outside.save(draft, this.#etag));
    } catch (error) {
      await this.#failed(draft, error);
    }
  }

  #took(draft: Draft, answer: DraftAnswer): void {
    this.#failures = 0;
    this.#etag = answer.etag;
    this.#outside.onSaved(draft, answer);
    if (this.#unsaved === draft) {
      this.#unsaved = null;
      this.#tell({ kind: "saved" });
    } else {
      this.#tell({ kind: "waiting" });
      this.#schedule(PAUSE);
    }
  }

  async #failed(draft: Draft, error: unknown): Promise<void> {
    const problem = asProblem(error);
    if (problem.status === 412) {
      await this.#compare(draft);
    } else if (problem.status === 401) {
      this.#tell({ kind: "signed-out" });
    } else if (isPassing(error)) {
      this.#tell({ kind: "offline" });
      this.#schedule(AGAIN[Math.min(this.#failures++, AGAIN.length - 1)] ?? 30_000);
    } else {
      this.#tell({ kind: "refused", problem });
    }
  }

  async #compare(draft: Draft): Promise<void> {
    try {
      const theirs = await this.#outside.load();
      // The answer to an earlier call may have been lost on its way; then what stands there is our own.
      if (stable(readDraft(theirs.definition)) === stable(draft)) {
        this.#took(draft, theirs);
      } else {
        this.#tell({ kind: "conflict", theirs });
      }
    } catch (error) {
      await this.#failed(draft, error);
    }
  }
}
