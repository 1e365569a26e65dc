/**
 * Checks the course before it is built: a build stops on the first round of problems, all of them
 * named; while dev runs they are said in the terminal and on every page.
 */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { checkCourse } from '../course/check.ts';
import { describeProblem, type Problem } from '../course/course.ts';
import { readCourse } from '../course/read.ts';

/** Files are often saved in groups. */
const SETTLE_MS = 300;

/** Reads and checks. Problems of single files come first: others often follow from them. */
export function courseProblems(root: string): Problem[] {
  const { course, problems } = readCourse(root);
  return problems.length > 0 ? problems : checkCourse(course);
}

const report = (problems: readonly Problem[]) =>
  `The course has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n\n${problems.map((problem) => `  ${describeProblem(problem)}`).join('\n')}\n`;

export function course(): AstroIntegration {
  let root = '';
  return {
    name: 'course',
    hooks: {
      'astro:config:setup': ({ config, command, injectScript }) => {
        root = fileURLToPath(config.root);
        if (command === 'dev') injectScript('page', `import '/src/integrations/course-banner.ts';`);
        if (command !== 'build') return;
        const problems = courseProblems(root);
        if (problems.length > 0) throw new Error(report(problems));
      },
      'astro:server:setup': ({ server, logger }) => {
        let last = '';
        /** Shown at the foot of every open page. */
        const show = () => server.ws.send('course:problems', { text: last });
        const check = () => {
          const problems = courseProblems(root);
          const text = problems.length > 0 ? report(problems) : '';
          if (text === last) return;
          last = text;
          if (text === '') logger.info('The course holds together again.');
          else logger.error(text);
          show();
        };
        let waiting: NodeJS.Timeout | undefined;
        server.watcher.on('all', (_event, path) => {
          if (!/[\\/](content|labs)[\\/]/.test(path)) return;
          clearTimeout(waiting);
          waiting = setTimeout(check, SETTLE_MS);
        });
        server.ws.on('connection', () => {
          if (last !== '') show();
        });
        check();
      },
    },
  };
}
