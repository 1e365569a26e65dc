import { defineCollection } from 'astro:content';
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { parse } from 'yaml';
import { claimsSchema, lessonSchema, stageSchema, termSchema } from './course/schema.ts';
import { cardsSchema, quizSchema } from './learning/schema.ts';

/** One file of each stage's folder; its id is the stage's. */
const perStage = (name: string) =>
  glob({
    base: './content',
    pattern: `*/${name}`,
    generateId: ({ entry }) => entry.split('/')[0]!,
  });

/** Astro sorts entries by id; the ladder's order is the file's. */
const stages = file('content/stages.yaml', {
  parser: (text) =>
    (parse(text) as object[]).map((stage, index) => ({ ...stage, order: index + 1 })),
});

export const collections = {
  stages: defineCollection({ loader: stages, schema: stageSchema.extend({ order: z.int() }) }),
  glossary: defineCollection({ loader: file('content/glossary.yaml'), schema: termSchema }),
  lessons: defineCollection({ loader: perStage('lesson.mdx'), schema: lessonSchema }),
  claims: defineCollection({ loader: perStage('claims.yaml'), schema: claimsSchema }),
  cards: defineCollection({ loader: perStage('cards.yaml'), schema: cardsSchema }),
  quizzes: defineCollection({ loader: perStage('quiz.yaml'), schema: quizSchema }),
};
