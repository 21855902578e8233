import type { Page } from "playwright-core";

/** A state of the interface that a picture is taken of. */
export interface Screen {
  name: string;
  path: string;
  ready: (page: Page) => Promise<unknown>;
  /** The role of the one who looks; nobody is signed in without it. */
  role?: string;
}
