/**
 * Checks a manifest as an author would want it checked: everything that is wrong at once, and
 * for each thing where it is, what is wrong with it, and how to mend it.
 */
import type { Action, LinkSpec, LoadProfile, TimedAction } from '../engine/contract.ts';
import { MIN_LATENCY_MS } from '../engine/contract.ts';
import type { Drill, Experiment, Lab, LabLink, LabMachine, MachineChanges } from './manifest.ts';

/** A manifest that cannot be used; the message lists every problem. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly problems: readonly string[];

  constructor(stage: string, problems: readonly string[]) {
    super(`labs/${stage}/lab.ts has ${problems.length} to mend:\n- ${problems.join('\n- ')}`);
    this.problems = problems;
  }
}

/**
 * Returns the manifest as it is, once it is known to be sound.
 * @throws ManifestError with every problem found.
 */
export function defineLab(lab: Lab): Lab {
  const problems = [...problemsOf(lab)];
  if (problems.length > 0) throw new ManifestError(lab.stage, problems);
  return lab;
}

/** Who can be named in a lab, or in one of its experiments. */
interface Names {
  readonly machines: ReadonlySet<string>;
  readonly clients: ReadonlySet<string>;
  readonly links: readonly LinkSpec[];
}

function* problemsOf(lab: Lab): Generator<string> {
  const names = namesOf(lab.clients, lab.machines, lab.links);
  yield* machineProblems(lab);
  for (const [index, link] of lab.links.entries())
    yield* linkProblems(`links[${index}]`, link, names);
  yield* profileProblems('load.profile', lab.load.profile, names);
  const { min, max, step } = lab.load.range;
  if (!(min >= 0 && max > min && step > 0)) {
    yield 'load.range: needs 0 ≤ min < max and step > 0.';
  }
  yield* doubles('breakIts', lab.breakIts);
  for (const each of lab.breakIts) {
    yield* timelineProblems(`break-it "${each.id}"`, each.timeline, names, Infinity);
  }
  yield* doubles('requests', lab.requests ?? []);
  for (const { id, request } of lab.requests ?? []) {
    yield* actionProblems(`request "${id}"`, { kind: 'request', id, request }, names);
  }
  yield* doubles('drills', lab.drills);
  for (const drill of lab.drills) yield* drillProblems(lab, drill, names);
  yield* doubles('experiments', lab.experiments);
  for (const experiment of lab.experiments) yield* experimentProblems(lab, experiment);
}

function* machineProblems(lab: Lab): Generator<string> {
  yield* doubles('machines and clients', [...lab.machines, ...lab.clients]);
  const zones = new Set(lab.zones?.map((zone) => zone.id));
  const taken = new Map<string, string>();
  for (const { id, at } of lab.clients) yield* placeProblems(id, at, taken);
  for (const machine of lab.machines) {
    const where = `machine "${machine.id}"`;
    if (!/^[a-z][a-z0-9-]*$/.test(machine.id)) {
      yield `${where}: an id is a host name: small letters, digits and "-", beginning with a letter.`;
    }
    if (!machine.entry.startsWith(`${lab.stage}/services/`)) {
      yield `${where}: entry "${machine.entry}" must begin with "${lab.stage}/services/".`;
    }
    if (machine.zone !== undefined && !zones.has(machine.zone)) {
      yield `${where}: zone "${machine.zone}" is not in zones. Known: ${list(zones)}.`;
    }
    yield* placeProblems(machine.id, machine.at, taken);
  }
}

function* placeProblems(
  id: string,
  at: LabMachine['at'],
  taken: Map<string, string>,
): Generator<string> {
  const place = `col ${at.col}, row ${at.row}`;
  const other = taken.get(place);
  if (other !== undefined)
    yield `"${id}": ${place} is where "${other}" stands; give it another place.`;
  taken.set(place, id);
}

function* linkProblems(where: string, link: LabLink, names: Names): Generator<string> {
  for (const end of [link.from, link.to]) {
    if (!names.machines.has(end) && !names.clients.has(end)) {
      yield `${where}: "${end}" is no machine. ${known(names)}`;
    }
  }
  if (link.latencyMs !== undefined && link.latencyMs < MIN_LATENCY_MS) {
    yield `${where}: latencyMs ${link.latencyMs} is below the least that engines can do, ${MIN_LATENCY_MS}.`;
  }
}

function* profileProblems(where: string, profile: LoadProfile, names: Names): Generator<string> {
  const from = profile.from ?? [...names.clients][0] ?? 'clients';
  if (!names.clients.has(from)) {
    yield `${where}.from: "${from}" is no client source. Known: ${list(names.clients)}.`;
  }
  for (const to of [profile.to].flat()) {
    if (!names.machines.has(to)) yield `${where}.to: "${to}" is no machine. ${known(names)}`;
    else if (!joined(names, from, to)) {
      yield `${where}: no link from "${from}" to "${to}", so nothing would arrive; add one to links.`;
    }
  }
  if ((profile.rate === undefined) === (profile.users === undefined)) {
    yield `${where}: give either rate (open loop) or users (closed loop), not both, not neither.`;
  }
  if (profile.flows.length === 0 || profile.flows.some((flow) => flow.steps.length === 0)) {
    yield `${where}.flows: needs at least one flow, and each at least one step.`;
  }
  for (const { path } of profile.flows.flatMap((flow) => flow.steps)) {
    if (!path.startsWith('/')) yield `${where}: path "${path}" must begin with "/".`;
  }
}

function* timelineProblems(
  where: string,
  timeline: readonly TimedAction[],
  names: Names,
  until: number,
): Generator<string> {
  for (const [index, { at, action }] of timeline.entries()) {
    const here = `${where}, timeline[${index}] (${action.kind} at ${at} ms)`;
    if (!(at >= 0 && at < until)) yield `${here}: its time must lie between 0 and ${until}.`;
    yield* actionProblems(here, action, names);
  }
}

function* actionProblems(where: string, action: Action, names: Names): Generator<string> {
  if ('machine' in action && !names.machines.has(action.machine)) {
    yield `${where}: "${action.machine}" is no machine. ${known(names)}`;
  }
  if (action.kind === 'link-fault' && !joined(names, action.from, action.to)) {
    yield `${where}: there is no link between "${action.from}" and "${action.to}".`;
  }
  if (action.kind === 'zone-fault') {
    for (const id of action.machines) {
      if (!names.machines.has(id)) yield `${where}: "${id}" is no machine. ${known(names)}`;
    }
    for (const { from, to } of action.links) {
      if (!joined(names, from, to))
        yield `${where}: there is no link between "${from}" and "${to}".`;
    }
  }
  if (action.kind === 'load' && action.profile !== null) {
    yield* profileProblems(where, action.profile, names);
  }
  if (action.kind === 'request' && !names.machines.has(action.request.to)) {
    yield `${where}: "${action.request.to}" is no machine. ${known(names)}`;
  }
}

function* drillProblems(lab: Lab, drill: Drill, names: Names): Generator<string> {
  const where = `drill "${drill.id}"`;
  const { scenario, prediction } = drill;
  yield* timelineProblems(where, scenario.timeline, names, scenario.until);
  yield* changeProblems(where, scenario.machines, names);
  yield* doubles(`${where}, checks`, drill.checks);
  yield* doubles(`${where}, prediction.options`, prediction.options);
  yield* doubles(`${where}, solutions and cheats`, attemptsOf(drill));
  if (prediction.options.length < 2) yield `${where}: a prediction needs two or more options.`;
  if (drill.checks.length < 2) yield `${where}: needs two or more checks.`;
  if (drill.hints.length === 0) yield `${where}: needs a hint.`;
  if (drill.solutions.length === 0) yield `${where}: needs a solution.`;
  if (drill.cheats.length < 2) {
    yield `${where}: has ${drill.cheats.length} cheats and needs two, or nobody knows what its checks are worth.`;
  }
  if (drill.kind === 'mend' && (drill.edits ?? []).length === 0) {
    yield `${where}: a drill of kind "mend" names the files to change in edits.`;
  }
  if (drill.kind === 'break' && (drill.allows ?? []).length === 0) {
    yield `${where}: a drill of kind "break" names the actions to plan in allows.`;
  }
  for (const path of [...(drill.edits ?? []), ...(drill.keeps ?? [])]) {
    if (!path.startsWith(`${lab.stage}/services/`)) {
      yield `${where}: "${path}" must begin with "${lab.stage}/services/".`;
    }
  }
  for (const { name, files, actions } of attemptsOf(drill)) {
    yield* timelineProblems(`${where}, "${name}"`, actions ?? [], names, scenario.until);
    if (files !== true && actions === undefined && drill.kind === 'mend') {
      yield `${where}: "${name}" changes nothing; give it files: true and a folder of that name.`;
    }
  }
}

function* experimentProblems(lab: Lab, experiment: Experiment): Generator<string> {
  const where = `experiment "${experiment.id}"`;
  const { scenario, variants, adds, claims } = experiment;
  const machines = [...lab.machines, ...(adds?.machines ?? [])];
  const names = namesOf(lab.clients, machines, [...lab.links, ...(adds?.links ?? [])]);
  if (claims.length === 0) yield `${where}: names no claim that it proves.`;
  yield* doubles(`${where}, machines`, machines);
  for (const link of adds?.links ?? []) yield* linkProblems(`${where}, adds.links`, link, names);
  yield* timelineProblems(where, scenario.timeline, names, scenario.until);
  yield* changeProblems(where, scenario.machines, names);
  if (variants.length === 0) yield `${where}: needs a variant.`;
  yield* doubles(`${where}, variants`, variants);
  for (const variant of variants) {
    const here = `${where}, variant "${variant.id}"`;
    yield* timelineProblems(here, variant.timeline ?? [], names, scenario.until);
    yield* changeProblems(here, variant.machines, names);
  }
  const known = new Set(variants.map(({ id }) => id));
  for (const { label, values } of experiment.rows ?? []) {
    for (const id of Object.keys(values)) {
      if (!known.has(id)) {
        yield `${where}, row "${label}": "${id}" is no variant. Known: ${list(known)}.`;
      }
    }
  }
}

function* changeProblems(
  where: string,
  changes: MachineChanges | undefined,
  names: Names,
): Generator<string> {
  for (const id of Object.keys(changes ?? {})) {
    if (!names.machines.has(id)) yield `${where}: machines."${id}" is no machine. ${known(names)}`;
  }
}

function* doubles(
  where: string,
  things: readonly { readonly id?: string; readonly name?: string }[],
): Generator<string> {
  const seen = new Set<string>();
  for (const { id, name = id ?? '' } of things) {
    if (seen.has(name)) yield `${where}: "${name}" is there twice; ids must differ.`;
    seen.add(name);
  }
}

function attemptsOf(drill: Drill) {
  return [...drill.solutions, ...drill.cheats];
}

function namesOf(
  clients: Lab['clients'],
  machines: readonly LabMachine[],
  links: readonly LabLink[],
): Names {
  return {
    machines: new Set(machines.map((machine) => machine.id)),
    clients: new Set(clients.map((each) => each.id)),
    links,
  };
}

function joined({ links }: Names, one: string, other: string): boolean {
  return links.some(
    ({ from, to }) => (from === one && to === other) || (from === other && to === one),
  );
}

function known(names: Names): string {
  return `Known: ${list([...names.clients, ...names.machines])}.`;
}

function list(names: Iterable<string>): string {
  return [...names].join(', ') || 'none';
}
