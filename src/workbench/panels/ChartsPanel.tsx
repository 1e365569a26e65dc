/** Throughput and latency, or a strip per machine. */
import { MachineCharts } from '../charts/MachineCharts.tsx';
import { liveSpan, pastSpan } from '../charts/scale.ts';
import { TrafficCharts, TrafficLegend } from '../charts/TrafficCharts.tsx';
import type { Store } from '../store.ts';
import { bucketAt, latencyNow, rateNow } from '../charts/words.ts';
import { seconds } from '../time.ts';
import { Segments } from './Segments.tsx';

const VIEWS = [
  { value: 'traffic', label: 'Traffic' },
  { value: 'machines', label: 'Machines' },
] as const;

/** ms: a drill's run up to this is shown whole. */
const LONGEST = 60_000;
/** ms of an arrow key and of Page Up and Down. */
const STEP = 500;
const PAGE = 5000;

export function ChartsPanel({ store }: { store: Store }) {
  const { run, view, lab } = store;
  const hidden = store.hides('charts');
  const shown = view.charts.value;
  void store.slowVersion.value;
  const now = run.now.peek();
  const look = run.past.look.value;
  // Looking back, what came later is known: it is shown as such.
  const recording = run.past.recording();
  const known = look ? recording.now : now;
  const whole = { from: 0, to: known };
  const span = !look
    ? liveSpan(now)
    : look.drill !== undefined && known <= LONGEST
      ? whole
      : pastSpan(now, known);
  const metrics = run.metrics();
  const goes = look !== undefined || store.capabilities.value.virtualTime;
  const pointing = {
    cursor: view.cursor,
    onPoint: view.point,
    onGo: (t: number) => {
      if (!goes) return;
      view.point(undefined);
      run.past.seek(t);
    },
  };
  const faults = look ? recording.folds.faults : run.faults.value;
  const shared = { metrics, now, known, span, faults, pointing };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const t = view.cursor.peek();
    if (event.key === 'Enter' && t !== undefined) pointing.onGo(t);
    else if (event.key === 'Escape' && t !== undefined) view.point(undefined);
    else {
      const next = pointed(event.key, t ?? now, span.from, Math.min(known, span.to));
      if (next === undefined) return;
      view.point(next);
      const bucket = bucketAt(metrics.traffic, next, false);
      const { bucketMs } = metrics.traffic;
      const values = bucket && [rateNow(bucket, bucketMs), latencyNow(bucket)];
      store.announcer.say([`${seconds(next)} s`, values].flat().filter(Boolean).join(', '));
    }
    event.preventDefault();
    event.stopPropagation();
  };
  // Half a screen has no room for it beside the views.
  const aside = view.layout.value === 'wide';
  return (
    <section class="p charts-p" aria-label="Charts" hidden={hidden}>
      <div class="ph-h">
        <h2>{shown === 'traffic' ? 'Traffic' : 'Machines'}</h2>
        {shown === 'traffic' && aside && <TrafficLegend slowMs={lab.slowMs} />}
        <div class="end">
          {goes && <GoThere store={store} onGo={pointing.onGo} />}
          <Segments label="Charts" value={shown} options={VIEWS} onChoose={view.showCharts} />
        </div>
      </div>
      <div
        class="p-b"
        tabIndex={0}
        role="group"
        aria-label={`${shown} charts. Arrow keys read them at a moment${goes ? ', Enter goes there' : ''}.`}
        onKeyDown={onKeyDown}
        onBlur={() => view.point(undefined)}
      >
        {!aside && shown === 'traffic' && <TrafficLegend slowMs={lab.slowMs} />}
        {!hidden && shown === 'traffic' && <TrafficCharts {...shared} />}
        {!hidden && shown === 'machines' && <MachineCharts lab={lab} {...shared} />}
      </div>
    </section>
  );
}

/** For fingers: a press in a chart points, this goes there. */
function GoThere({ store, onGo }: { store: Store; onGo: (t: number) => void }) {
  const t = store.view.cursor.value;
  if (t === undefined || !matchMedia('(pointer: coarse)').matches) return null;
  return (
    <button
      class="btn sm bare"
      type="button"
      // The charts keep the focus: without it they forget the moment, and this goes before its press.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onGo(t)}
    >
      Go to {seconds(t)} s
    </button>
  );
}

function pointed(key: string, t: number, from: number, to: number): number | undefined {
  const within = (next: number) => Math.min(to, Math.max(from, next));
  switch (key) {
    case 'ArrowLeft':
      return within(t - STEP);
    case 'ArrowRight':
      return within(t + STEP);
    case 'PageDown':
      return within(t - PAGE);
    case 'PageUp':
      return within(t + PAGE);
    case 'Home':
      return from;
    case 'End':
      return to;
    default:
      return undefined;
  }
}
