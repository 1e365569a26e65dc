/** The programs that every downloaded folder has, as the build finds them. */
import hosts from '../../engine/hosts.mjs?raw';
import type { FolderTemplates } from './folder.ts';
import start from './template/start.mjs?raw';

export const TEMPLATES: FolderTemplates = { hosts, start };
