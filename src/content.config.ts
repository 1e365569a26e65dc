import { defineCollection } from 'astro:content';
import { file } from 'astro/loaders';
import { stageSchema } from './course/schema.ts';

const stages = defineCollection({ loader: file('content/stages.yaml'), schema: stageSchema });

export const collections = { stages };
