/**
 * Checks the course against itself and against its labs: what no single file can know.
 * Pure: data in, problems out. `integrations/course.ts` fails the build on them.
 */
import { checkQuizAgainstMeasured } from '../learning/schema.ts';
import type { Course, LessonFile, Problem } from './course.ts';
import { checkFences } from './check-fences.ts';
import { NUMBER_FORMATS, type NumberFormat } from './format.ts';
import { ROLES } from './roles.ts';
import { scan, type Scan, type Use } from './scan.ts';
import type { Measured } from './schema.ts';

/** @returns every problem found; empty where the course holds together. */
export function checkCourse(course: Course): Problem[] {
  const scans = new Map(course.lessons.map((lesson) => [lesson, scan(lesson.body)]));
  return [
    ...checkStages(course),
    ...checkGlossary(course),
    ...checkClaims(course),
    ...checkMeasured(course),
    ...course.lessons.flatMap((lesson) => checkLesson(course, lesson, scans.get(lesson)!)),
    ...checkLearning(course, scans),
  ];
}

const listed = (words: Iterable<string>): string => [...words].join(', ') || 'none yet';

/** Every folder of content belongs to a stage, and ids of stages are unique. */
function checkStages({ stages, lessons, claims, cards, quizzes }: Course): Problem[] {
  const known = stages.map((stage) => stage.id);
  return [
    ...twice('content/stages.yaml', 'id', known),
    ...[...lessons, ...claims, ...cards, ...quizzes].flatMap(({ stage, file }) =>
      known.includes(stage)
        ? []
        : [
            {
              file,
              field: 'folder',
              says: `There is no stage "${stage}" in content/stages.yaml. Rename the folder, or add the stage. Stages: ${listed(known)}.`,
            },
          ],
    ),
  ];
}

function checkGlossary({ glossary, stages }: Course): Problem[] {
  const file = 'content/glossary.yaml';
  const known = new Set(stages.map((stage) => stage.id));
  return [
    ...twice(
      file,
      'id',
      glossary.map((term) => term.id),
    ),
    ...glossary.flatMap(({ id, stage }) =>
      stage === undefined || known.has(stage)
        ? []
        : [
            {
              file,
              field: `${id}.stage`,
              says: `There is no stage "${stage}". Stages: ${listed(known)}.`,
            },
          ],
    ),
  ];
}

/** Ids are unique and carry their stage; what says it is measured, is. */
function checkClaims({ claims, measured }: Course): Problem[] {
  return claims.flatMap(({ stage, file, data }) => {
    const results = measured.find((entry) => entry.stage === stage)?.data ?? {};
    return [
      ...twice(
        file,
        'claims.id',
        data.map((claim) => claim.id),
      ),
      ...data.flatMap((claim, index): Problem[] => {
        const problems: Problem[] = [];
        if (!new RegExp(`^${stage}-\\d{2}$`).test(claim.id))
          problems.push({
            file,
            field: `claims.${index}.id`,
            says: `"${claim.id}" does not belong to stage "${stage}": name it ${stage}-01, ${stage}-02, …`,
          });
        const { id: experiment } = claim.experiment;
        if (experiment !== undefined && !results[experiment])
          problems.push({
            file,
            field: `claims.${index}.experiment.id`,
            says: `labs/${stage}/measured.json has no experiment "${experiment}". It has ${listed(Object.keys(results))}. Run \`npm run measure ${stage}\`, or take the id out until it is measured.`,
          });
        else if (experiment !== undefined && !results[experiment]!.claims.includes(claim.id))
          problems.push({
            file,
            field: `claims.${index}.experiment.id`,
            says: `Experiment "${experiment}" measures ${listed(results[experiment]!.claims)}, not ${claim.id}. Name ${claim.id} among the experiment's claims in labs/${stage}/, or take the id out here.`,
          });
        return problems;
      }),
    ];
  });
}

/** Every experiment speaks of claims that there are, and bears out its own condition. */
function checkMeasured({ measured, claims }: Course): Problem[] {
  const known = new Set(claims.flatMap(({ data }) => data.map((claim) => claim.id)));
  return measured.flatMap(({ stage, file, data }) =>
    Object.entries(data).flatMap(([id, result]): Problem[] => [
      ...(result.passed
        ? []
        : [
            {
              file,
              field: `${id}.passed`,
              says: `The experiment failed its condition (${result.condition}), so no lesson may lean on it. Mend it in labs/${stage}/, then run \`npm run measure ${stage}\`.`,
            },
          ]),
      ...result.claims
        .filter((claim) => !known.has(claim))
        .map((claim) => ({
          file,
          field: `${id}.claims`,
          says: `There is no claim "${claim}" in content/${stage}/claims.yaml. Add it there, or correct the experiment's claims in labs/${stage}/.`,
        })),
    ]),
  );
}

function checkLesson(course: Course, lesson: LessonFile, { uses, fences }: Scan): Problem[] {
  const { stage, file, bodyLine } = lesson;
  const at = (line: number) => ({ file, line: bodyLine + line - 1 });
  return [
    ...checkMatter(course, lesson),
    ...uses.flatMap((use) =>
      checkUse(course, stage, use).map((problem) => ({ ...at(use.line), ...problem })),
    ),
    ...usedTwice(uses).map(({ use, id }) => ({
      ...at(use.line),
      field: '<Claim id>',
      says: `"${id}" stands in this lesson already. A claim is made once: take one out.`,
    })),
    ...checkFences(course, stage, fences).map(({ line, ...problem }) => ({
      ...at(line),
      ...problem,
    })),
  ];
}

/** Prerequisites come earlier; what breaks next is the next stage, and nothing after the last. */
function checkMatter({ stages }: Course, { stage, file, matter }: LessonFile): Problem[] {
  const ids = stages.map(({ id }) => id);
  const place = ids.indexOf(stage);
  if (place < 0) return [];
  const earlier = ids.slice(0, place);
  const next = ids[place + 1];
  return [
    ...matter.prerequisites
      .filter((id) => !earlier.includes(id))
      .map((id) => ({
        file,
        field: 'prerequisites',
        says: `"${id}" is no earlier stage. Before ${stage} come ${listed(earlier)}.`,
      })),
    ...(matter.breaksNext.stage !== next
      ? [
          {
            file,
            field: 'breaksNext.stage',
            says:
              next === undefined
                ? `Found "${matter.breaksNext.stage}", but ${stage} is the last stage. Leave it out, and say in \`text\` where this design ends.`
                : `Found "${matter.breaksNext.stage ?? ''}", but after ${stage} comes "${next}".`,
          },
        ]
      : []),
  ];
}

type Finding = Pick<Problem, 'field' | 'says'>;

/** What one component in a lesson names, must be there. */
function checkUse(course: Course, stage: string, { name, attributes }: Use): Finding[] {
  const attribute = (key: string) => attributes[key];
  switch (name) {
    case 'Claim': {
      const id = attribute('id') ?? '';
      const own = course.claims.find((entry) => entry.stage === stage)?.data ?? [];
      if (own.some((claim) => claim.id === id)) return [];
      return [
        {
          field: '<Claim id>',
          says: `content/${stage}/claims.yaml has no "${id}". It has ${listed(own.map((claim) => claim.id))}.`,
        },
      ];
    }
    case 'Term': {
      const id = attribute('id') ?? '';
      if (course.glossary.some((term) => term.id === id)) return [];
      return [
        {
          field: '<Term id>',
          says: `content/glossary.yaml has no "${id}". Add it there, with its meaning.`,
        },
      ];
    }
    case 'Measured':
      return checkMeasuredUse(course, attribute('stage') ?? stage, attributes);
    case 'Part': {
      const role = attribute('role') ?? '';
      if ((ROLES as string[]).includes(role)) return [];
      return [{ field: '<Part role>', says: `"${role}" is no role. Roles: ${listed(ROLES)}.` }];
    }
    case 'Lab':
    case 'Diagram': {
      const lab = `labs/${attribute('stage') ?? stage}/lab.ts`;
      if (course.labFiles.has(lab)) return [];
      return [{ field: `<${name}>`, says: `${lab} is missing: it is what this shows.` }];
    }
    default:
      return [];
  }
}

function checkMeasuredUse(
  { measured }: Course,
  stage: string,
  { experiment = '', value = '', format }: Readonly<Record<string, string>>,
): Finding[] {
  const results: Measured = measured.find((entry) => entry.stage === stage)?.data ?? {};
  const result = results[experiment];
  if (!result)
    return [
      {
        field: '<Measured experiment>',
        says: `labs/${stage}/measured.json has no experiment "${experiment}". It has ${listed(Object.keys(results))}.`,
      },
    ];
  if (result.values[value] === undefined)
    return [
      {
        field: '<Measured value>',
        says: `Experiment "${experiment}" measures no "${value}". It measures ${listed(Object.keys(result.values))}.`,
      },
    ];
  if (format !== undefined && !NUMBER_FORMATS.includes(format as NumberFormat))
    return [
      {
        field: '<Measured format>',
        says: `"${format}" is no format. Formats: ${listed(NUMBER_FORMATS)}.`,
      },
    ];
  return [];
}

function usedTwice(uses: readonly Use[]): { use: Use; id: string }[] {
  const seen = new Set<string>();
  return uses.flatMap((use) => {
    const { id } = use.attributes;
    if (use.name !== 'Claim' || id === undefined) return [];
    if (seen.has(id)) return [{ use, id }];
    seen.add(id);
    return [];
  });
}

/** A card's section is a heading of its lesson; a quiz's numbers are the lab's. */
function checkLearning(
  { lessons, cards, quizzes, measured }: Course,
  scans: ReadonlyMap<LessonFile, Scan>,
): Problem[] {
  const headingsOf = (stage: string) => {
    const lesson = lessons.find((entry) => entry.stage === stage);
    return lesson && scans.get(lesson)!.headings.map((heading) => heading.slug);
  };
  return [
    ...cards.flatMap(({ stage, file, data }) => {
      const headings = headingsOf(stage) ?? [];
      return data.cards.flatMap(({ id, section }) =>
        section === undefined || headings.includes(section)
          ? []
          : [
              {
                file,
                field: `${id}.section`,
                says: `The lesson has no heading with the id "${section}". It has ${listed(headings)}.`,
              },
            ],
      );
    }),
    ...quizzes.flatMap(({ stage, file, data }) => {
      const results = measured.find((entry) => entry.stage === stage)?.data ?? {};
      const values = Object.fromEntries(
        Object.entries(results).map(([id, result]) => [id, result.values]),
      );
      return checkQuizAgainstMeasured(data, values).map((says) => ({
        file,
        field: 'questions',
        says,
      }));
    }),
  ];
}

function twice(file: string, field: string, ids: readonly string[]): Problem[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [{ file, field, says: `"${id}" is there twice. Give one of them another id.` }]
      : [],
  );
}
