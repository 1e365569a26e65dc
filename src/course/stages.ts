/** The ladder as pages show it: every stage in order, with its lesson where it is written. */
import { getCollection, type CollectionEntry } from 'astro:content';
import { readingTime, type ReadingTime } from './reading.ts';

export interface LadderStage {
  readonly id: string;
  /** Two digits, from `01`. */
  readonly number: string;
  readonly stage: CollectionEntry<'stages'>['data'];
  /** Absent: not yet written. */
  readonly lesson?: CollectionEntry<'lessons'>;
  readonly reading?: ReadingTime;
}

/** All stages in the order of `content/stages.yaml`. */
export async function ladder(): Promise<LadderStage[]> {
  const [stages, lessons] = await Promise.all([getCollection('stages'), getCollection('lessons')]);
  const written = new Map(lessons.map((lesson) => [lesson.id, lesson]));
  stages.sort((a, b) => a.data.order - b.data.order);
  return stages.map(({ id, data }) => {
    const lesson = written.get(id);
    return {
      id,
      number: String(data.order).padStart(2, '0'),
      stage: data,
      ...(lesson && { lesson, reading: readingTime(lesson.body ?? '') }),
    };
  });
}
