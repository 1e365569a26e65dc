/** The lab's screen. Everything it shows is in the store; everything it does is a verb of it. */
import { useEffect, useRef } from 'preact/hooks';
import { Splitters } from './layout/Splitters.tsx';
import { watchSeen } from './seen.ts';
import type { Store } from './store.ts';
import { Bar } from './panels/Bar.tsx';
import type { Frame } from './panels/Bar.tsx';
import { ChartsPanel } from './panels/ChartsPanel.tsx';
import { DrillPanel } from './panels/DrillPanel.tsx';
import { EditorPanel } from './panels/EditorPanel.tsx';
import { lazily } from './panels/lazily.tsx';
import { LogPanel } from './panels/LogPanel.tsx';
import { MeantInShort } from './panels/Meant.tsx';
import { PanelTabs, SideTabs } from './panels/PanelTabs.tsx';
import { TimePanel } from './panels/TimePanel.tsx';
import { TopologyPanel } from './panels/TopologyPanel.tsx';
import { TracePanel } from './panels/TracePanel.tsx';
import { Trouble } from './panels/Trouble.tsx';

const IncomingDialog = lazily(
  async () => (await import('./panels/IncomingDialog.tsx')).IncomingDialog,
);

const KeepingStrip = lazily(async () => (await import('./panels/KeepingStrip.tsx')).KeepingStrip);
const EngineStrip = lazily(async () => (await import('./panels/EngineStrip.tsx')).EngineStrip, {
  quiet: true,
});
/** ms */
const HINT_AFTER = 1200;
const TourHint = lazily(async () => (await import('./tour/TourHint.tsx')).TourHint, {
  quiet: true,
});

export function Workbench({ store, frame }: { store: Store; frame: Frame }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = root.current;
    if (!box) return;
    // No width: it does not stand in the page yet.
    const fit = () => {
      if (box.clientWidth > 0) store.view.fit(box.clientWidth);
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(box);
    const unwatch = watchSeen(box, (seen) => store.run.watch(seen));
    // The button that was pressed is gone: whoever uses a keyboard goes on here.
    box.focus({ preventScroll: true });
    return () => {
      observer.disconnect();
      unwatch();
    };
  }, []);
  const running = store.run.state.value.kind === 'running';
  useEffect(() => {
    if (!running) return;
    // After what is said of the start, which would drown it.
    const soon = setTimeout(() => store.tour.begin(), HINT_AFTER);
    return () => clearTimeout(soon);
  }, [running]);
  const hint = store.tour.hint.value;
  const layout = store.view.layout.value;
  const incoming = store.sharing.incoming.value;
  const { unkept, notices } = store.keeping;
  const hasNews = unkept.value.length + notices.value.length > 0;
  return (
    <div
      ref={root}
      class="wb"
      data-layout={layout}
      tabIndex={-1}
      role="group"
      aria-label={`Lab ${store.number}, ${store.lab.title}`}
    >
      <Bar store={store} frame={frame} />
      {hint && <TourHint store={store} hint={hint} />}
      <div class="wb-top">
        <Trouble store={store} />
        {hasEngineNews(store) && <EngineStrip store={store} labUrl={frame.labUrl} />}
        {hasNews && <KeepingStrip store={store} />}
        <MeantInShort store={store} />
      </div>
      <TopologyPanel store={store} />
      <EditorPanel store={store} />
      <ChartsPanel store={store} />
      {layout === 'medium' && <SideTabs store={store} />}
      <LogPanel store={store} />
      <TracePanel store={store} />
      <DrillPanel store={store} />
      <TimePanel store={store} />
      {layout === 'narrow' ? (
        <PanelTabs store={store} />
      ) : (
        <Splitters key={layout} store={store} layout={layout} />
      )}
      {incoming && <IncomingDialog key={incoming.kind} store={store} incoming={incoming} />}
      <Live store={store} />
    </div>
  );
}

/** Another engine than the first is on its way, or has failed. */
function hasEngineNews({ engines, run }: Store): boolean {
  if (engines.fallen.value) return true;
  return run.state.value.kind === 'starting' && !engines.isFirst.value;
}

/** A part of its own: drawing the screen again must not touch a text that was read out. */
function Live({ store }: { store: Store }) {
  return (
    <p class="vh" role="status" aria-live="polite">
      {store.announcer.text.value}
    </p>
  );
}
