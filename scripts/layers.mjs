/**
 * Which folder of src/ may import which. One table, two enforcers: dependency-cruiser
 * (.dependency-cruiser.mjs) reads it for TypeScript, ESLint (eslint.config.mjs) for .astro files,
 * which dependency-cruiser cannot parse.
 *
 *   lib ← engine ← lab ← workbench ← components ← layouts ← pages
 *   lib ← learning ← storage ← components
 *
 * A folder may import itself and what is listed. `course` (schemas, order, cross-checks of content)
 * exists at build time only: nothing that runs in the browser may import it.
 */
export const mayImport = {
  lib: [],
  engine: ['lib'],
  lab: ['engine', 'lib'],
  learning: ['lib'],
  storage: ['learning', 'lib'],
  workbench: ['lab', 'engine', 'storage', 'learning', 'lib'],
  components: ['workbench', 'storage', 'learning', 'lab', 'engine', 'course', 'lib'],
  course: ['learning', 'lab', 'engine', 'lib'],
  layouts: ['components', 'course', 'styles', 'lib'],
  pages: [
    'layouts',
    'components',
    'course',
    'workbench',
    'storage',
    'learning',
    'lab',
    'engine',
    'styles',
    'lib',
  ],
  integrations: ['course', 'lab', 'engine', 'lib'],
  cli: ['course', 'lab', 'engine', 'learning', 'lib'],
};

/** The folders of src/ that `folder` must not import, by name. */
export function mustNotImport(folder) {
  return Object.keys(mayImport).filter(
    (other) => other !== folder && !mayImport[folder].includes(other),
  );
}

/** Regular expression for modules of concrete engines: all of src/engine but the contract's types. */
export const concreteEngine = '^src/engine/(sim|node|webcontainer)/';

/** Regular expression for what may import one. */
export const engineUsers =
  '^(src/engine/|src/workbench/boot\\.ts$|src/components/check/|src/cli/|src/pages/engine/|scripts/(lab|record|screenshots)\\.ts$|tests/)';
