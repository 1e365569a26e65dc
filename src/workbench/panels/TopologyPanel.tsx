/** The machines, live: as a diagram or as tables, with what can be done to the chosen one. */
import type { FaultSpan } from '../folds/faults.ts';
import type { Store } from '../store.ts';
import { Topology } from '../topology/Topology.tsx';
import { TopologyTable } from '../topology/TopologyTable.tsx';
import type { RowAction } from '../topology/TopologyTable.tsx';
import { seconds } from '../time.ts';
import type { Selection } from '../view.ts';
import { LoadControl, SeedControl } from './Bar.tsx';
import { FaultMenu } from './FaultMenu.tsx';
import { Icon } from './Icon.tsx';
import { Inspector } from './Inspector.tsx';
import { Segments } from './Segments.tsx';

const VIEWS = [
  { value: 'diagram', label: 'Diagram' },
  { value: 'table', label: 'Table' },
] as const;

export function TopologyPanel({ store }: { store: Store }) {
  const { run, view, lab } = store;
  const hidden = store.hides('map');
  const narrow = view.layout.value === 'narrow';
  // The diagram moves by itself; words and gauges change a few times a second.
  void store.slowVersion.value;
  const look = run.past.look.value;
  const cursor = view.cursor.value;
  const shared = {
    lab,
    metrics: run.metrics(),
    now: cursor ?? run.now.peek(),
    faults: cursor === undefined ? run.faults.value : run.past.recording().folds.faults,
    selection: view.selection.value,
    onSelect: (selection: Selection) => view.select(selection),
    onMend: (fault: FaultSpan) => void run.apply(fault.heal),
  };
  return (
    <section class="p topo-p" aria-label="Topology" hidden={hidden}>
      <div class="ph-h">
        <h2>Topology</h2>
        {cursor === undefined ? (
          !narrow && <Legend />
        ) : (
          <span class="as-of">as of {seconds(cursor)} s</span>
        )}
        <div class="end">
          <Segments
            label="View"
            value={view.topology.value}
            options={VIEWS}
            onChoose={(as) => view.showTopology(as)}
          />
          <FaultMenu store={store} />
        </div>
      </div>
      {view.topology.value === 'table' ? (
        <div class="p-b">
          <TopologyTable {...shared} actions={(target) => rowActions(store, target)} />
        </div>
      ) : (
        <div class="p-b pad" tabIndex={0} role="group" aria-label="Diagram">
          {!hidden && (
            <Topology
              key={`${String(run.boots.value)} ${look ? (look.drill ?? 'past') : 'now'}`}
              {...shared}
              speed={run.paused.value || cursor !== undefined ? 0 : run.speed.value}
              clock={cursor === undefined ? undefined : () => cursor}
              id="wb-topology"
            />
          )}
        </div>
      )}
      {narrow && (
        <div class="map-load">
          <LoadControl store={store} />
          <SeedControl store={store} />
        </div>
      )}
      <Inspector store={store} />
    </section>
  );
}

function Legend() {
  return (
    <span class="legend">
      <span class="is-ok">
        <Icon name="i-ok" size={10} />
        ok
      </span>
      <span class="is-slow">
        <Icon name="i-slow" size={11} />
        slow
      </span>
      <span class="is-failed">
        <Icon name="i-cross" size={10} />
        failed
      </span>
    </span>
  );
}

function rowActions(store: Store, target: Selection): readonly RowAction[] {
  const { run } = store;
  if (run.state.value.kind !== 'running' || target.kind === 'none') return [];
  if (target.kind === 'link') {
    const { from, to } = target;
    const cut = { kind: 'link-fault', id: `cut:${from}>${to}`, from, to } as const;
    return [{ label: 'Cut', run: () => void run.apply({ ...cut, fault: { partition: true } }) }];
  }
  const state = run.machines.value[target.id]?.state;
  const act = (label: string, kind: 'start' | 'kill' | 'restart' | 'pause' | 'resume') => ({
    label,
    run: () => void run.apply({ kind, machine: target.id }),
  });
  if (state === 'down' || state === 'unplugged') return [act('Start', 'start')];
  return [
    act('Kill', 'kill'),
    act('Restart', 'restart'),
    state === 'paused' ? act('Resume', 'resume') : act('Pause', 'pause'),
  ];
}
