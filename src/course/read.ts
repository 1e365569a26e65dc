/** Reads the course from disk; what breaks a schema becomes a problem instead of an entry. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'astro/zod';
import { parse, YAMLParseError } from 'yaml';
import { cardsSchema, quizSchema } from '../learning/schema.ts';
import type { Course, LessonFile, Problem, StageFile } from './course.ts';
import { claimsSchema, lessonSchema, measuredSchema, stageSchema, termSchema } from './schema.ts';

/** @param root The project's folder. */
export function readCourse(root: string): { course: Course; problems: Problem[] } {
  const problems: Problem[] = [];
  const text = (file: string) => readFileSync(join(root, file), 'utf8');
  const find = (pattern: string) => globSync(pattern, { cwd: root }).sort();

  /** The value if it holds to the schema; else nothing, and its problems. */
  function hold<T>(file: string, schema: z.ZodType<T>, value: unknown, at = ''): T | undefined {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues)
      problems.push({
        file,
        field: [at, ...path].filter((p) => p !== '').join('.') || 'file',
        says: message,
      });
    return undefined;
  }

  function parsed(file: string, source: () => unknown): unknown {
    try {
      return source();
    } catch (error) {
      if (!(error instanceof YAMLParseError || error instanceof SyntaxError)) throw error;
      const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
      problems.push({
        file,
        ...(line && { line }),
        field: 'syntax',
        says: error.message.split('\n')[0]!,
      });
      return undefined;
    }
  }

  function list<T>(file: string, schema: z.ZodType<T>): T[] {
    if (!existsSync(join(root, file))) {
      problems.push({ file, field: 'file', says: 'It is missing: the course needs it.' });
      return [];
    }
    const value = parsed(file, () => parse(text(file)));
    if (!Array.isArray(value)) {
      if (value !== undefined)
        problems.push({
          file,
          field: 'file',
          says: 'It must be a list: start each entry with `- id:`.',
        });
      return [];
    }
    return value.flatMap((entry: { id?: unknown } | null, index) => {
      const name = typeof entry?.id === 'string' ? entry.id : String(index);
      return hold(file, schema, entry, name) ?? [];
    });
  }

  function perStage<T>(pattern: string, schema: z.ZodType<T>): StageFile<T>[] {
    return find(pattern).flatMap((file) => {
      const source = text(file);
      const value = parsed(file, () =>
        file.endsWith('.json') ? (JSON.parse(source) as unknown) : (parse(source) as unknown),
      );
      const data = value === undefined ? undefined : hold(file, schema, value);
      return data === undefined ? [] : [{ stage: file.split('/')[1]!, file, data }];
    });
  }

  const lessons = find('content/*/lesson.mdx').flatMap((file): LessonFile[] => {
    const source = text(file);
    const [whole = '', head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(source) ?? [];
    if (!whole) {
      problems.push({
        file,
        line: 1,
        field: 'front matter',
        says: 'It is missing: open the file with `---`, the fields, `---`.',
      });
      return [];
    }
    const value = parsed(file, () => parse(head));
    const matter = value === undefined ? undefined : hold(file, lessonSchema, value);
    if (!matter) return [];
    const bodyLine = whole.split('\n').length;
    return [
      { stage: file.split('/')[1]!, file, matter, body: source.slice(whole.length), bodyLine },
    ];
  });

  const course: Course = {
    stages: list('content/stages.yaml', stageSchema),
    glossary: list('content/glossary.yaml', termSchema),
    lessons,
    claims: perStage('content/*/claims.yaml', claimsSchema).map((entry) => ({
      ...entry,
      data: entry.data.claims,
    })),
    cards: perStage('content/*/cards.yaml', cardsSchema),
    quizzes: perStage('content/*/quiz.yaml', quizSchema),
    measured: perStage('labs/*/measured.json', measuredSchema),
    labFiles: new Map(find('labs/*/**/*.ts').map((file) => [file, text(file)])),
  };
  return { course, problems };
}
