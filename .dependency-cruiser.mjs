import { concreteEngine, engineUsers, mayImport, mustNotImport } from './scripts/layers.mjs';

/** Folders whose TypeScript runs in the browser. In `components` that is the .tsx files. */
const inBrowser = '^src/(lib|engine|lab|learning|storage|workbench)/|^src/components/.*\\.tsx$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'These modules import each other in a circle. Move what they share into a third.',
      severity: 'error',
      from: {},
      // Types may refer to each other: they are gone before anything runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...Object.keys(mayImport).map((folder) => ({
      name: `direction-${folder}`,
      comment: `src/${folder} may import: ${mayImport[folder].join(', ') || 'nothing else in src'}.`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: `^src/(${mustNotImport(folder).join('|')})/` },
    })),
    {
      name: 'engines-behind-the-contract',
      comment: 'Import src/engine/contract.ts; only src/workbench/boot.ts names concrete engines.',
      severity: 'error',
      from: { pathNot: engineUsers },
      to: { path: concreteEngine },
    },
    {
      name: 'course-at-build-time',
      comment: 'src/course runs at build time; browser code gets its results as props or JSON.',
      severity: 'error',
      from: { path: inBrowser },
      to: { path: '^src/course/' },
    },
    {
      name: 'no-node-in-the-browser',
      comment: 'This runs in the browser, where node: modules do not exist.',
      severity: 'error',
      from: {
        path: inBrowser,
        pathNot:
          '^src/engine/node/|^src/engine/sim/hosts/(node|bundle|inline|surface)[^/]*\\.ts$|^src/engine/hosts\\.mjs$|^src/workbench/folder/template/|^src/engine/bundle-frame\\.ts$|^src/workbench/terminal/bundle\\.ts$',
      },
      to: {
        dependencyTypes: ['core'],
        dependencyTypesNot: ['type-only', 'type-import'],
        path: '^(?!(buffer|events)$)',
      },
    },
    {
      name: 'src-stands-alone',
      comment: 'The product imports neither its tests nor its scripts.',
      severity: 'error',
      from: { path: '^(src|labs)/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'services-import-node-only',
      comment:
        'A service is what the reader gets: node: modules, its neighbours, and labs/machine.ts.',
      severity: 'error',
      from: { path: '^labs/[^/]+/services/' },
      to: {
        pathNot: '^labs/[^/]+/services/|^labs/machine\\.ts$',
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'resolvable',
      comment: 'Nothing is at this path, or the package is not in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(astro:|virtual:)' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: {
      path: [
        '^(dist|\\.astro|\\.cache)/',
        // They lie over the services when they run; where they are stored their imports lead nowhere.
        '^labs/[^/]+/(solution|cheats|experiments)/',
        // Loaded in Node's own tests, under the names that those use.
        '^src/cli/node-tests/.*\\.cjs$',
        // Programs that processes run, wrong ones among them.
        '^tests/engine/programs/',
        '^tests/engine/agreement/',
      ],
    },
    tsConfig: { fileName: 'tsconfig.json' },
    // A type may not point the wrong way either.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
