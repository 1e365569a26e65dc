/** What the screen shows of the lab: which panels, what is chosen. Nothing here runs anything. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { LogFilter } from './folds/logs.ts';

export const PANELS = ['map', 'code', 'charts', 'log', 'trace', 'drill'] as const;
export type Panel = (typeof PANELS)[number];

/** wide: all six panels. medium: map, code, and one of the other four. narrow: one at a time. */
export type Layout = 'wide' | 'medium' | 'narrow';

export type Selection =
  | { readonly kind: 'none' }
  | { readonly kind: 'machine'; readonly id: string }
  | { readonly kind: 'link'; readonly from: string; readonly to: string };

/** What the trace panel shows; a drill's own run has requests with the same numbers. */
export type TraceChoice =
  | { readonly source: 'live'; readonly id: string }
  /** A request sent by hand, by the id of its action. */
  | { readonly source: 'hand'; readonly id: string }
  | { readonly source: 'drill'; readonly drill: string; readonly request: number };

export interface ViewSlice {
  readonly layout: ReadonlySignal<Layout>;
  /** The panel in front, where they share a place. */
  readonly panel: ReadonlySignal<Panel>;
  readonly topology: ReadonlySignal<'diagram' | 'table'>;
  readonly charts: ReadonlySignal<'traffic' | 'machines'>;
  readonly selection: ReadonlySignal<Selection>;
  readonly logFilter: ReadonlySignal<LogFilter>;
  readonly trace: ReadonlySignal<TraceChoice | undefined>;
  /** ms: a moment that the reader points at, in one panel and so in all. */
  readonly cursor: ReadonlySignal<number | undefined>;

  /** The reader has seen that the lab starts broken on purpose, where panels do not say so at once. */
  readonly noted: ReadonlySignal<boolean>;

  fit(width: number): void;
  bring(panel: Panel): void;
  showTopology(as: 'diagram' | 'table'): void;
  showCharts(of: 'traffic' | 'machines'): void;
  select(selection: Selection): void;
  filterLog(filter: LogFilter): void;
  showTrace(choice: TraceChoice | undefined): void;
  point(t: number | undefined): void;
  note(): void;
}

/** px of the workbench, not of the window: it may stand inside a lesson. */
const WIDE = 1200;
const MEDIUM = 821;

export function createView(): ViewSlice {
  const layout = signal<Layout>('wide');
  const panel = signal<Panel>('map');
  const topology = signal<'diagram' | 'table'>('diagram');
  const charts = signal<'traffic' | 'machines'>('traffic');
  const selection = signal<Selection>({ kind: 'none' });
  const logFilter = signal<LogFilter>('all');
  const trace = signal<TraceChoice | undefined>(undefined);
  const cursor = signal<number | undefined>(undefined);
  const noted = signal(false);
  return {
    layout,
    panel,
    topology,
    charts,
    selection,
    logFilter,
    trace,
    cursor,
    noted,
    fit(width) {
      layout.value = width >= WIDE ? 'wide' : width >= MEDIUM ? 'medium' : 'narrow';
    },
    bring(next) {
      panel.value = next;
      // The drill and the editor say it themselves.
      noted.value ||= next === 'drill' || next === 'code';
    },
    showTopology(as) {
      topology.value = as;
    },
    showCharts(of) {
      charts.value = of;
    },
    select(next) {
      selection.value = next;
    },
    filterLog(filter) {
      logFilter.value = filter;
    },
    showTrace(choice) {
      trace.value = choice;
    },
    note() {
      noted.value = true;
    },
    point(t) {
      cursor.value = t;
    },
  };
}
