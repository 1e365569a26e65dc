/** What the labs' experiments measured, for components: `labs/<stage>/measured.json` by stage. */
import { measuredSchema, type Measured, type Result } from './schema.ts';

const files = import.meta.glob<unknown>('/labs/*/measured.json', {
  eager: true,
  import: 'default',
});

const byStage: ReadonlyMap<string, Measured> = new Map(
  Object.entries(files).map(([path, json]) => {
    const parsed = measuredSchema.safeParse(json);
    if (parsed.success) return [path.split('/')[2]!, parsed.data];
    const { path: field, message } = parsed.error.issues[0]!;
    throw new Error(`${path.slice(1)}: ${field.join('.')}: ${message}`);
  }),
);

/** Results of a stage by experiment id; empty where nothing is measured yet. */
export const measuredOf = (stage: string): Measured => byStage.get(stage) ?? {};

/** The experiment that measured a claim, with its id; nothing where none did. */
export function resultFor(
  stage: string,
  claim: string,
): { readonly experiment: string; readonly result: Result } | undefined {
  for (const [experiment, result] of Object.entries(measuredOf(stage)))
    if (result.claims.includes(claim)) return { experiment, result };
  return undefined;
}

/**
 * One measured number. While authors write, a missing one is nothing, and the page marks its place.
 * @throws Error in a build, that names the experiments, or the values, that there are.
 */
export function measuredValue(stage: string, experiment: string, name: string): number | undefined {
  const result = measuredOf(stage)[experiment];
  const value = result?.values[name];
  if (value !== undefined || import.meta.env.DEV) return value;
  throw new Error(
    result
      ? `labs/${stage}/measured.json: experiment "${experiment}" measured no "${name}". It has ${Object.keys(result.values).join(', ')}.`
      : `labs/${stage}/measured.json has no experiment "${experiment}". It has ${Object.keys(measuredOf(stage)).join(', ') || 'none yet; run npm run measure'}.`,
  );
}
