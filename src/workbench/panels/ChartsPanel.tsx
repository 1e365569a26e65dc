/** Throughput and latency, or a strip per machine. */
import { MachineCharts } from '../charts/MachineCharts.tsx';
import { liveSpan } from '../charts/scale.ts';
import { TrafficCharts, TrafficLegend } from '../charts/TrafficCharts.tsx';
import type { Store } from '../store.ts';
import { Segments } from './Segments.tsx';

const VIEWS = [
  { value: 'traffic', label: 'Traffic' },
  { value: 'machines', label: 'Machines' },
] as const;

export function ChartsPanel({ store }: { store: Store }) {
  const { run, view, lab } = store;
  const hidden = store.hides('charts');
  const shown = view.charts.value;
  void store.slowVersion.value;
  const now = run.now.peek();
  const shared = { metrics: run.metrics(), now, span: liveSpan(now), faults: run.faults.value };
  const narrow = view.layout.value === 'narrow';
  return (
    <section class="p charts-p" aria-label="Charts" hidden={hidden}>
      <div class="ph-h">
        <h2>{shown === 'traffic' ? 'Traffic' : 'Machines'}</h2>
        {shown === 'traffic' && !narrow && <TrafficLegend slowMs={lab.slowMs} />}
        <div class="end">
          <Segments label="Charts" value={shown} options={VIEWS} onChoose={view.showCharts} />
        </div>
      </div>
      <div class="p-b" tabIndex={0} role="group" aria-label={`${shown} charts`}>
        {narrow && shown === 'traffic' && <TrafficLegend slowMs={lab.slowMs} />}
        {!hidden && shown === 'traffic' && <TrafficCharts {...shared} />}
        {!hidden && shown === 'machines' && <MachineCharts lab={lab} {...shared} />}
      </div>
    </section>
  );
}
