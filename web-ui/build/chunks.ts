/**
 * Which files the application comes in. Left to itself the bundler makes one of every set of modules that the same pages share: sixty
 * small ones for the editor, which an HTTP/1.1 server hands out six at a time. What pages share comes in a few files instead, each of
 * what is needed together; none may grow into what a first visit loads without being needed there (`build/sizes.mjs`).
 *
 * Only what at least two pages share is looked at; what one page has for itself stays with it. Modules are named by where they lie, without what
 * they import: that would pull half of a library into the first file that names a part of it.
 */
const shared = { minShareCount: 2, includeDependenciesRecursively: false };

const mantine = String.raw`@mantine\/core\/esm`;
const components = String.raw`${mantine}\/components`;

const any = (...paths: string[]) => new RegExp(paths.join("|"));

export const groups = [
  // What CommonJS packages need stays with React, which every page loads: as a chunk of its own each other one would name it.
  { name: "react", test: /rolldown[\\/]runtime|node_modules[\\/]react[\\/]/ },
  // A first visit needs all of these.
  {
    name: "base",
    test: any(
      String.raw`src\/components\/(Pager|PageHeader|Moment|ProblemNotice|ScrollRegion|TagList|Status)\.tsx$`,
      String.raw`${components}\/(CloseButton|Input|NativeSelect)\/`,
      String.raw`node_modules\/@tanstack\/react-router\/|use-sync-external-store|use-resolved-styles`,
    ),
    minShareCount: 2,
  },
  { name: "icons", test: /@tabler\/icons-react\/dist\/esm\/icons\//, minShareCount: 2 },
  { name: "calls", test: /src\/api\//, minShareCount: 3 },
  // The frame around each page of a tenant: menus, popovers, who is signed in.
  {
    name: "shell",
    test: any(
      String.raw`src\/features\/(shell|live|session)\/`,
      String.raw`${components}\/(Menu|Popover|Overlay|FocusTrap|VisuallyHidden|Accordion\/AccordionChevron|Radio\/RadioIcon|Checkbox\/CheckIcon)`,
      String.raw`${mantine}\/utils\/Floating`,
      String.raw`${mantine}\/core\/utils\/(create-|noop|find-element|close-on-escape|get-context-item)`,
      "use-mantine-color-scheme|get-auto-contrast",
      String.raw`@mantine\/hooks\/esm\/use-(disclosure|focus|click-outside|long-press|window-event|color-scheme|debounced)`,
      "react-remove-scroll|react-style-singleton|use-sidecar|use-callback-ref|get-nonce|tslib",
    ),
    ...shared,
  },
  // Fields and dialogs.
  {
    name: "forms",
    test: any(
      // The list's own select needs these three, and nothing else of it.
      String.raw`${components}\/Combobox\/(?!Combobox.module|ComboboxChevron|get-parsed)`,
      String.raw`${components}\/(Select|Textarea|Modal|Drawer|Checkbox|Paper)`,
      String.raw`${mantine}\/utils\/Inline|utils\/(InputsGroup|get-env)|@mantine\/hooks\/esm\/use-previous`,
      String.raw`src\/components\/(Dialog|SidePanel|CommandMenu|matches|TroubleNotice|Duration)`,
    ),
    ...shared,
  },
  // What a process is, and how it is published: for the editor, the process's page and its versions.
  {
    name: "model",
    test: any(
      String.raw`src\/features\/(editor\/(model|EditorStore)|graph\/(definition|status)|versions\/comparison|process\/)`,
      String.raw`src\/api\/locations`,
    ),
    ...shared,
  },
];
