import { configure } from "@testing-library/react";
import "./i18n/editor";
import "./i18n/life";
import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";

afterEach(cleanup);

// What jsdom leaves out and the component library asks for.
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
}));
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

Element.prototype.scrollIntoView = () => {};

// What is waited for comes at once on a machine that has nothing else to do; on a busy one it may take its time.
configure({ asyncUtilTimeout: 15_000 });
