import { defineConfig } from 'vitest/config';

/** Everything but the browser: pure modules, the engine under Node, labs over seeds, build errors. */
export default defineConfig({
  test: {
    include: ['tests/{unit,engine,labs,build}/**/*.test.{ts,tsx}'],
    passWithNoTests: false,
    restoreMocks: true,
  },
});
