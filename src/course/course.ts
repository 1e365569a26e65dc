/** The whole course as data: what `read.ts` reads and `check.ts` judges. */
import type { Cards, Quiz } from '../learning/schema.ts';
import type { Claim, LessonMatter, Measured, Stage, Term } from './schema.ts';

/** Something an author has to mend. */
export interface Problem {
  /** Path from the project's root. */
  readonly file: string;
  readonly line?: number;
  /** `claims.2.verdict`, `<Claim id>`. */
  readonly field: string;
  /** What was expected, what was found, how to mend it. */
  readonly says: string;
}

export interface LessonFile {
  readonly stage: string;
  readonly file: string;
  readonly matter: LessonMatter;
  readonly body: string;
  /** The line of the file that the body starts on. */
  readonly bodyLine: number;
}

/** One file of one stage. */
export interface StageFile<T> {
  readonly stage: string;
  readonly file: string;
  readonly data: T;
}

export interface Course {
  readonly stages: readonly Stage[];
  readonly glossary: readonly Term[];
  readonly lessons: readonly LessonFile[];
  readonly claims: readonly StageFile<readonly Claim[]>[];
  readonly cards: readonly StageFile<Cards>[];
  readonly quizzes: readonly StageFile<Quiz>[];
  readonly measured: readonly StageFile<Measured>[];
  /** Files of the labs by path from the project's root: `labs/cache/services/web.ts`. */
  readonly labFiles: ReadonlyMap<string, string>;
}

/** `content/cache/lesson.mdx:12  <Claim id>: …` */
export const describeProblem = ({ file, line, field, says }: Problem): string =>
  `${file}${line ? `:${line}` : ''}  ${field}: ${says}`;
