/**
 * What search finds besides the lessons' own text: claims, drills and words, one record each.
 * Lessons are indexed from their pages, section by section.
 */
import { getCollection } from 'astro:content';
import { labOf } from './labs.ts';
import { resultFor } from './measured.ts';
import { ladder } from './stages.ts';

export type SearchKind = 'lesson' | 'claim' | 'drill' | 'word';

export interface SearchRecord {
  readonly url: string;
  readonly content: string;
  readonly meta: {
    readonly title: string;
    readonly kind: SearchKind;
    /** `04 Load balancer`; empty where it belongs to no stage. */
    readonly stage: string;
    /** A short word at the right: a verdict, a reading. */
    readonly mark?: string;
  };
}

export interface SearchSource {
  /** Addresses of the pages whose text is searched. */
  readonly pages: readonly string[];
  readonly records: readonly SearchRecord[];
}

export async function searchSource(): Promise<SearchSource> {
  const stages = (await ladder()).filter((stage) => stage.lesson);
  const claims = new Map(
    (await getCollection('claims')).map((entry) => [entry.id, entry.data.claims]),
  );
  const glossary = await getCollection('glossary');
  const nameOf = (id: string | undefined) => {
    const stage = stages.find((entry) => entry.id === id);
    return stage ? `${stage.number} ${stage.stage.title}` : '';
  };
  return {
    pages: stages.map((stage) => `/${stage.id}/`),
    records: [
      ...stages.flatMap((stage) => {
        const used = new Set(
          [...(stage.lesson!.body ?? '').matchAll(/<Claim\s[^>]*id="([^"]+)"/g)].map((m) => m[1]),
        );
        return (claims.get(stage.id) ?? [])
          .filter((claim) => used.has(claim.id))
          .map((claim): SearchRecord => {
            const reading = resultFor(stage.id, claim.id)?.result.reading;
            return {
              url: `/${stage.id}/#${claim.id}`,
              content: [claim.claim, claim.correction].filter(Boolean).join(' '),
              meta: {
                title: claim.claim,
                kind: 'claim',
                stage: nameOf(stage.id),
                mark: [claim.verdict, reading?.value].filter(Boolean).join(', '),
              },
            };
          });
      }),
      ...stages.flatMap((stage) =>
        (labOf(stage.id)?.drills ?? []).map((drill): SearchRecord => ({
          url: `/labs/${stage.id}/?drill=${drill.id}`,
          content: `${drill.title}. ${drill.brief}`,
          meta: { title: drill.title, kind: 'drill', stage: nameOf(stage.id) },
        })),
      ),
      ...glossary.map(({ id, data }): SearchRecord => ({
        url: `/glossary/#${id}`,
        content: [data.term, ...(data.also ?? []), data.meaning].join('. '),
        meta: { title: data.term, kind: 'word', stage: nameOf(data.stage) },
      })),
    ],
  };
}
