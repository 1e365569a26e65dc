/**
 * The five hints of a first visit. The first stands on the lab's poster, before anything of the
 * workbench is loaded (`components/lab`); the others point at parts of the screen.
 */
export const HINTS = 5;

export interface Hint {
  /** What it points at: the first of these that is on the screen. */
  readonly at: readonly string[];
  readonly title: string;
  readonly says: string;
  /** Instead, where time is real. */
  readonly saysInRealTime?: string;
}

/** A panel's tab, where panels share a place. */
const tab = (panel: string) => `[role="tab"][data-panel="${panel}"]`;

/** From the second on. */
export const ON_SCREEN: readonly Hint[] = [
  {
    at: [
      '.topo-p .r-service[role="button"]',
      '.topo-p .m[role="button"]',
      '.topo-p table',
      tab('map'),
    ],
    title: 'Break something',
    says: 'Choose a machine, then kill it, pause it or slow it. Links can be cut, too.',
  },
  {
    at: ['.charts-p .ph-h', tab('charts')],
    title: 'See what it does',
    says: 'Charts count what became of the requests. On the timeline, go back to any moment.',
    saysInRealTime: 'Charts count what became of the requests, the timeline shows what you did.',
  },
  {
    at: ['.code-p .tabs', tab('code')],
    title: 'Change the code',
    says: 'Edit a service and save it: only the machines that run it restart.',
  },
  {
    at: ['.drill-p .ph-h', tab('drill')],
    title: 'Take the drill',
    says: 'A task with a verdict. Say what you expect, mend the code, run it.',
  },
];
