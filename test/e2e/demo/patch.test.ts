import test from 'ava';
import { createTwoFilesPatch } from 'diff';
import { shortenPatch, summarisePatch } from '../../../scripts/demo/patch';

process.env.NO_COLOR = '1';

const body = (word: string) => Array.from({ length: 6 }, (_, index) => `${word} ${index}\n`).join('');
const PATCH = [
  `diff --git a/a.js b/a.js\n${createTwoFilesPatch('a/a.js', 'b/a.js', body('old'), body('new'))}`,
  `diff --git a/b.js b/b.js\nnew file mode 100644\n${createTwoFilesPatch('/dev/null', 'b/b.js', '', 'x\n-- y\n')}`,
].join('');

test('shows the start of each file and says how much is left out', (t) => {
  t.is(
    shortenPatch(PATCH, 4),
    `a.js  +6 -6 lines
@@ line 1 @@
-old 0
-old 1
-old 2
… and 9 more lines

b.js  +2 -0 lines
@@ line 1 @@
+x
+-- y`,
  );
});

test('counts files and lines', (t) => {
  t.is(summarisePatch(PATCH), '2 files, +8 -6 lines');
  t.is(summarisePatch(''), '0 files, +0 -0 lines');
});
